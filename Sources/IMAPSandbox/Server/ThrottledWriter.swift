import NIOCore

/// Writes to a connection: at once, byte by byte, or without end.
final class ThrottledWriter {
  /// Nil before the connection has begun, and after its end.
  var context: ChannelHandlerContext? {
    didSet { if context == nil { endless = nil } }
  }
  private var slowOutput: SlowOutput?
  /// What is sent again and again.
  private var endless: ByteBuffer?

  /// Whether the client reads what was sent, so that further answers do not pile up.
  var hasCapacity: Bool { endless == nil && context?.channel.isWritable == true }

  func send(_ bytes: ByteBuffer, thenClose closes: Bool = false) {
    guard let context else { return }
    guard slowOutput == nil else {
      let isIdle = slowOutput!.isEmpty
      slowOutput!.add(bytes, thenClose: closes)
      return isIdle ? sendNextByte() : ()
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

  func sendSlowly(pause: TimeAmount) { slowOutput = SlowOutput(pause: pause) }

  private func sendNextByte() {
    guard let context, let byte = slowOutput?.next() else { return }
    context.writeAndFlush(NIOAny(byte), promise: nil)
    after(slowOutput!.pause) { [weak self] in
      guard let self else { return }
      if self.slowOutput?.isDone == true { self.close() } else { self.sendNextByte() }
    }
  }

  // MARK: Without end

  /// Sends the part before `|`, then repeats the other one until the client disconnects.
  func sendEndlessly(_ text: String) {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    send(ByteBuffer(string: String(parts[0])))
    endless = ByteBuffer(string: String(repeating: String(parts[1]), count: 16_384 / max(1, parts[1].utf8.count)))
    continueEndless()
  }

  func continueEndless() {
    while let endless, let context, context.channel.isWritable { context.writeAndFlush(NIOAny(endless), promise: nil) }
  }
}

/// Output that is sent byte by byte.
private struct SlowOutput {
  let pause: TimeAmount
  private var bytes = ByteBuffer()
  private var closes = false

  init(pause: TimeAmount) { self.pause = pause }

  var isEmpty: Bool { bytes.readableBytes == 0 }
  /// Everything was sent, and the connection ends.
  var isDone: Bool { isEmpty && closes }

  mutating func add(_ more: ByteBuffer, thenClose: Bool) {
    bytes.writeImmutableBuffer(more)
    closes = closes || thenClose
  }

  mutating func next() -> ByteBuffer? { bytes.readSlice(length: 1) }
}
