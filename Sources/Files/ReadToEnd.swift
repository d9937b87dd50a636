import Platform

/// Everything that a pipe, a terminal or a file still gives, in memory of `malloc` that the caller frees.
///
/// - Parameters:
///   - path: for the errors.
///   - limit: in bytes; one more is `tooMuch`.
///   - needsWriter: whether an end before anything was read or waited for is `pipeWithoutWriter`.
package func readToEnd(
  _ descriptor: Int32, path: String, limit: Int, needsWriter: Bool = false
) throws(FileError) -> UnsafeMutableRawBufferPointer {
  var memory: UnsafeMutableRawPointer?
  var capacity = 0
  var count = 0
  var hasWriter = !needsWriter
  do throws(FileError) {
    while true {
      if count == capacity {
        capacity = min(max(capacity * 2, 1 << 16), min(limit, Int.max / 4) + 1)
        guard let larger = realloc(memory, capacity) else { throw FileError(path: path, code: ENOMEM) }
        memory = larger
      }
      let got = read(descriptor, memory! + count, min(capacity - count, 1 << 30))
      if got > 0 {
        hasWriter = true
        count += got
        if count > limit { throw .tooMuch(path: path, limit: limit) }
      } else if got == 0 {
        if !hasWriter { throw .pipeWithoutWriter(path: path) }
        return UnsafeMutableRawBufferPointer(start: memory, count: count)
      } else if errno == EAGAIN {
        hasWriter = true
        try wait(for: POLLIN, on: descriptor, path: path)
      } else if errno != EINTR {
        throw FileError(path: path, code: errno)
      }
    }
  } catch {
    free(memory)
    throw error
  }
}

/// Waits until a descriptor that does not block is ready (POLLIN or POLLOUT), however long that takes.
package func wait(for event: Int32, on descriptor: Int32, path: String) throws(FileError) {
  var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  while poll(&request, 1, -1) < 0 {
    if errno != EINTR { throw FileError(path: path, code: errno) }
  }
}
