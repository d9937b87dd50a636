import Platform

/// The bytes of one input, and their only owner: a mapped file, or the content of a pipe.
///
/// Nothing changes the object after its initializer, and nothing writes to the bytes, so that threads may share it.
public final class FileContents: @unchecked Sendable {
  /// How much a pipe may give where the caller sets no limit, in bytes: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// The content. Valid while this object lives: hold it with `withExtendedLifetime` around every use.
  ///
  /// The pages of a mapped file are the file's: if another process writes to it, the bytes may change.
  public let bytes: UnsafeRawBufferPointer
  /// The file's permission bits, 12 of them (`S_ISUID` … `S_IXOTH`); nil for standard input and pipes.
  public let mode: UInt32?
  /// The state of the file that was read; nil for standard input and pipes.
  let version: FileVersion?
  private let origin: Origin

  private enum Origin {
    case memory(endedEarly: Bool)
    case mapping(descriptor: Int32, place: Int)
  }

  /// - Parameter file: what the operating system knows of the file; nil for standard input and pipes.
  private init(_ bytes: UnsafeRawBufferPointer, of file: stat?, origin: Origin) {
    self.bytes = bytes
    mode = file?.permissions
    version = file.map(FileVersion.init)
    self.origin = origin
  }

  /// Whether the file was found shorter than it was when it was opened: what its missing part was taken for is
  /// zeros. Ask after the last byte has been read.
  public var wasTruncated: Bool {
    switch origin {
    case .memory(let endedEarly): return endedEarly
    case .mapping(let descriptor, let place):
      // The call comes first: no read of `bytes` can be moved behind it, nor the look at the table before it.
      let size = (try? status(of: descriptor, path: ""))?.st_size ?? 0
      return BusErrorGuard.wasHit(place) || Int(size) < bytes.count
    }
  }

  /// Gives the memory of a mapped file back until its bytes are read again: for whoever keeps the object to know later
  /// whether the file has changed.
  public func releasePages() {
    guard case .mapping = origin else { return }
    madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count, MADV_DONTNEED)
  }

  deinit {
    switch origin {
    case .memory: free(UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    case .mapping(let descriptor, let place):
      BusErrorGuard.release(place)
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count)
      close(descriptor)
    }
  }

  /// Opens a regular file, of any size, or reads a pipe to its end.
  ///
  /// Waits for a pipe that somebody has open for writing, never for one that nobody has.
  ///
  /// - Parameters:
  ///   - path: as the user wrote it; symbolic links are followed.
  ///   - limit: how much a pipe may give, in bytes.
  /// - Throws: `noSuchFile`, `permissionDenied`, `isDirectory`, `notAFile` for a device or socket,
  ///   `pipeWithoutWriter`, `tooMuch`, or `system`.
  public static func open(path: String, limit: Int = defaultLimit) throws(FileError) -> FileContents {
    // Looked at first, as opening a device may do something to it, and looked at again once it is open.
    try refuseUnreadable(status(of: path).kind, path: path)
    let descriptor = try openDescriptor(path, O_RDONLY | O_NONBLOCK)
    var keepsOpen = false
    defer { if !keepsOpen { close(descriptor) } }
    let found = try status(of: descriptor, path: path)
    try refuseUnreadable(found.kind, path: path)

    if found.kind == .pipe {
      let content = try readToEnd(descriptor, path: path, limit: limit, needsWriter: true)
      return FileContents(UnsafeRawBufferPointer(content), of: nil, origin: .memory(endedEarly: false))
    }
    let size = Int(found.st_size)
    if size > 0, let (bytes, place) = map(descriptor, size: size) {
      keepsOpen = true
      return FileContents(
        bytes, of: found, origin: .mapping(descriptor: descriptor, place: place))
    }
    // Empty, or of those that do not say their size (procfs), or the table or the file system allows no mapping.
    let content = try readToEnd(descriptor, path: path, limit: max(limit, size))
    return FileContents(
      UnsafeRawBufferPointer(content), of: found, origin: .memory(endedEarly: content.count < size))
  }

  /// Reads standard input to its end, waiting for it as long as it takes.
  ///
  /// - Parameter limit: in bytes.
  /// - Throws: `tooMuch`, `isDirectory`, or `system`, about `standard input`.
  public static func standardInput(limit: Int = defaultLimit) throws(FileError) -> FileContents {
    let content = try readToEnd(STDIN_FILENO, path: "standard input", limit: limit)
    return FileContents(UnsafeRawBufferPointer(content), of: nil, origin: .memory(endedEarly: false))
  }

  private static func refuseUnreadable(_ kind: EntryKind, path: String) throws(FileError) {
    switch kind {
    case .regular, .pipe, .link: break
    case .directory: throw .isDirectory(path: path)
    case .other(let kind): throw .notAFile(path: path, kind: kind)
    }
  }

  /// Small files are read in at once, so that reading them does not fault page by page; of larger ones the
  /// kernel is told that they are read from front to back.
  private static func map(_ descriptor: Int32, size: Int) -> (UnsafeRawBufferPointer, place: Int)? {
    let isSmall = size <= 32 << 20
    var flags = MAP_PRIVATE
    if isSmall { flags |= SystemCall.mapPopulate }
    let start = mmap(nil, size, PROT_READ, flags, descriptor, 0)
    guard let start, start != MAP_FAILED else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: size)
    guard let place = BusErrorGuard.protect(bytes) else {
      munmap(start, size)
      return nil
    }
    if !isSmall { madvise(start, size, MADV_SEQUENTIAL) }
    return (bytes, place)
  }
}
