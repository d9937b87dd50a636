import JSON
import NIOConcurrencyHelpers
import Platform

/// The connection to the client: a thread that reads messages into the inbox, and a function that writes them.
///
/// Only the reading thread uses `memory` and `filled`, only the server's thread writes and uses `isGone`; the rest is
/// constant or locked.
final class Transport: @unchecked Sendable {
  private let input: Int32
  private let output: Int32
  private let inbox: Inbox
  private let parent = NIOLockedValueBox<Int32?>(nil)
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var filled = 0
  /// Nobody reads any more.
  private(set) var isGone = false

  /// Seconds between two checks whether the client's process is still there.
  private static let watchInterval: Int32 = 2

  init(input: Int32, output: Int32, inbox: Inbox) {
    (self.input, self.output, self.inbox) = (input, output, inbox)
  }

  /// Reads from now on, on a thread of its own, until the input ends or the process that was named is no more.
  func start() {
    if let thread = SystemThread({ self.read() }) { thread.detach() } else { inbox.put(.end) }
  }

  /// The client's process; when it ends without a word, so does the server.
  func watch(_ process: Int32) { parent.withLockedValue { $0 = process } }

  private func read() {
    var frames = FrameReader()
    while fill() {
      let bytes = UnsafeRawBufferPointer(rebasing: memory[..<filled])
      var offset = 0
      while let event = frames.next(bytes, &offset) {
        switch event {
        case .content(let range): deliver(UnsafeRawBufferPointer(rebasing: bytes[range]))
        case .refused(let problem): inbox.put(.refusal(Message.Refusal(error: RPCError(.parseError, problem))))
        }
      }
      keep(from: offset)
    }
    inbox.put(.end)
  }

  private func deliver(_ content: UnsafeRawBufferPointer) {
    do { inbox.put(.message(try Message(content))) } catch { inbox.put(.refusal(error)) }
  }

  /// Moves what is not read yet to the front, and makes room for the message that has begun.
  private func keep(from offset: Int) {
    let expected = FrameReader.expected(UnsafeRawBufferPointer(rebasing: memory[..<filled]), from: offset) ?? 0
    let rest = filled - offset
    let wanted = max(expected, rest + (1 << 16))
    if wanted > memory.count || memory.count > 1 << 22 && wanted < memory.count / 4 {
      let other = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted, alignment: 16)
      other.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[offset..<filled]))
      memory.deallocate()
      memory = other
    } else if offset > 0 {
      memmove(memory.baseAddress!, memory.baseAddress! + offset, rest)
    }
    filled = rest
  }

  /// Reads what is there, at least a byte; false at the end.
  private func fill() -> Bool {
    while true {
      var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, Transport.watchInterval * 1000)
      if ready == 0 {
        if let process = parent.withLockedValue({ $0 }), kill(process, 0) != 0, errno == ESRCH { return false }
        continue
      }
      let got = SystemCall.read(input, memory.baseAddress! + filled, memory.count - filled)
      if got > 0 {
        filled += got
        return true
      }
      if got == 0 || (errno != EINTR && errno != EAGAIN) { return false }
    }
  }

  /// Writes one message.
  func send(_ content: [UInt8]) {
    write(Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
  }

  private func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty, !isGone {
        let written = SystemCall.write(output, rest)
        if written >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        } else if errno == EAGAIN {
          var request = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          _ = poll(&request, 1, -1)
        } else if errno != EINTR {
          isGone = true
        }
      }
    }
  }
}
