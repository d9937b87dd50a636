import Platform

/// Memory for a text at the very edge of what may be read: one byte too far ends the test with a fault.
final class GuardedText {
  private let memory: UnsafeMutableRawPointer
  private let page: Int
  private let room: Int

  /// - Parameter room: how many bytes a text has at most.
  init(room: Int) {
    page = Int(getpagesize())
    self.room = (room + page - 1) / page * page
    memory = mmap(nil, self.room + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    precondition(memory != MAP_FAILED)
    precondition(mprotect(memory, page, PROT_NONE) == 0)
    precondition(mprotect(memory + page + self.room, page, PROT_NONE) == 0)
  }

  deinit { munmap(memory, room + 2 * page) }

  /// Gives `body` the text so that nothing behind it can be read.
  func atEnd<Result>(_ text: [UInt8], _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(place(text, at: room - text.count))
  }

  /// Gives `body` the text so that nothing before it can be read.
  func atStart<Result>(_ text: [UInt8], _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(place(text, at: 0))
  }

  private func place(_ text: [UInt8], at offset: Int) -> UnsafeRawBufferPointer {
    precondition(text.count <= room)
    let target = UnsafeMutableRawBufferPointer(start: memory + page + offset, count: text.count)
    target.copyBytes(from: text)
    return UnsafeRawBufferPointer(target)
  }
}
