import Platform

/// Lines for people on standard error.
enum StandardError {
  static func write(_ text: String, terminator: String = "\n") {
    var line = text + terminator
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let written = SystemCall.write(STDERR_FILENO, rest)
        guard written > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }
}
