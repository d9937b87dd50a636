import NIOCore

/// The way out of a connection: at once, byte by byte, or without end.
final class ThrottledWriter {
  /// Nil before the connection has begun, and after its end.
  var context: ChannelHandlerContext? {
    didSet { if context == nil { endless = nil } }
  }
  private var trickle: Trickle?
  /// What is sent again and again.
  private var endless: ByteBuffer?

  /// What has been sent has mostly gone out, and there is room for answers.
  var takesMore: Bool { endless == nil && context?.channel.isWritable == true }

  func send(_ bytes: ByteBuffer, thenClose closes: Bool = false) {
    guard let context else { return }
    guard trickle == nil else {
      let isIdle = trickle!.isEmpty
      trickle!.add(bytes, thenClose: closes)
      return isIdle ? drip() : ()
    }
    let written = context.writeAndFlush(NIOAny(bytes))
    if closes { written.assumeIsolated().whenComplete { _ in self.close() } }
  }

  func close() { context?.close(promise: nil) }

  func after(_ delay: TimeAmount, _ action: @escaping () -> Void) {
    context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
      if self?.context != nil { action() }
    }
  }

  // MARK: Byte by byte

  func trickle(_ pause: TimeAmount) { trickle = Trickle(pause: pause) }

  private func drip() {
    guard let context, let drop = trickle?.next() else { return }
    context.writeAndFlush(NIOAny(drop), promise: nil)
    after(trickle!.pause) { [weak self] in
      guard let self else { return }
      if self.trickle?.isDone == true { self.close() } else { self.drip() }
    }
  }

  // MARK: Without end

  /// Sends the part before `|`, then the other one until the client has gone.
  func pour(_ text: String) {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    send(ByteBuffer(string: String(parts[0])))
    endless = ByteBuffer(string: String(repeating: String(parts[1]), count: 16_384 / max(1, parts[1].utf8.count)))
    pourOn()
  }

  func pourOn() {
    while let endless, let context, context.channel.isWritable { context.writeAndFlush(NIOAny(endless), promise: nil) }
  }
}

/// What goes out byte by byte.
private struct Trickle {
  let pause: TimeAmount
  private var bytes = ByteBuffer()
  private var closes = false

  init(pause: TimeAmount) { self.pause = pause }

  var isEmpty: Bool { bytes.readableBytes == 0 }
  /// All has gone out, and the connection is to end.
  var isDone: Bool { isEmpty && closes }

  mutating func add(_ more: ByteBuffer, thenClose: Bool) {
    bytes.writeImmutableBuffer(more)
    closes = closes || thenClose
  }

  mutating func next() -> ByteBuffer? { bytes.readSlice(length: 1) }
}
