/// System calls that differ between systems, or whose C names other declarations shadow.
package enum SystemCall {
  /// read(2): the number of bytes, 0 at the end, -1 with `errno`.
  package static func read(_ descriptor: Int32, _ memory: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, memory, count)
    #else
      Glibc.read(descriptor, memory, count)
    #endif
  }

  /// write(2): the number of bytes, -1 with `errno`.
  package static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// socket(2) for a stream.
  package static func streamSocket(_ domain: Int32) -> Int32 {
    #if canImport(Darwin)
      Darwin.socket(domain, streamSocketType, 0)
    #else
      Glibc.socket(domain, streamSocketType, 0)
    #endif
  }

  /// The type of stream sockets, `SOCK_STREAM`.
  package static var streamSocketType: Int32 {
    #if canImport(Darwin)
      SOCK_STREAM
    #else
      Int32(SOCK_STREAM.rawValue)
    #endif
  }

  /// mmap(2)'s flag that reads a mapped file in at once; 0 where the system has none.
  package static var mapPopulate: Int32 {
    #if os(Linux)
      MAP_POPULATE
    #else
      0
    #endif
  }

  /// The most memory that this process has had so far, in bytes.
  package static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    return usage.ru_maxrss * residentSizeUnit
  }

  /// How many bytes the unit of `ru_maxrss` (getrusage(2)) has.
  package static var residentSizeUnit: Int {
    #if canImport(Darwin)
      1
    #else
      1024
    #endif
  }

  /// File names are bytes, and names that are equal to Unicode are different files.
  package static var hasByteFileNames: Bool {
    #if os(Linux)
      true
    #else
      false
    #endif
  }

  /// The tests' servers and editors, Debian's packages, are available.
  package static var isLinux: Bool { hasByteFileNames }
}

extension stat {
  /// When the content changed last.
  package var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }

  /// When the file or its attributes changed last.
  package var changed: timespec {
    #if canImport(Darwin)
      st_ctimespec
    #else
      st_ctim
    #endif
  }
}

/// Writes zeros in a way that the optimizer does not remove.
func overwrite(_ bytes: UnsafeMutableRawBufferPointer) {
  guard let start = bytes.baseAddress else { return }
  #if canImport(Darwin)
    memset_s(start, bytes.count, 0, bytes.count)
  #else
    explicit_bzero(start, bytes.count)
  #endif
}
