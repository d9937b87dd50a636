import Platform

/// Why a file or directory could not be used. `path` is what the caller named, or `standard input` or
/// `standard output`.
public enum FileError: Error, Equatable, Sendable {
  /// What a name refers to instead of a file.
  public enum Kind: String, Sendable {
    /// Such as a terminal or `/dev/null`.
    case characterDevice = "a character device"
    /// A disk or a part of one.
    case blockDevice = "a block device"
    /// The name of a local socket.
    case socket = "a socket"
    /// Standard input, too, where a file is to be replaced.
    case pipe = "a pipe"
    /// What POSIX has no name for.
    case unknown = "something unknown"
  }

  /// Nothing has this name (ENOENT).
  case noSuchFile(path: String)
  /// The directory that a file should be written to does not exist.
  case noSuchDirectory(path: String)
  /// The file, or a directory on the way to it, may not be used (EACCES, EPERM).
  case permissionDenied(path: String)
  /// A directory where a file should be.
  case isDirectory(path: String)
  /// A device or a socket where a file should be.
  case notAFile(path: String, kind: Kind)
  /// A named pipe that nobody has open for writing, and that holds nothing.
  case pipeWithoutWriter(path: String)
  /// A pipe that gave more than `limit` bytes.
  case tooMuch(path: String, limit: Int)
  /// A file's or directory's name is not UTF-8, so no text can name it; `path` shows U+FFFD for what is not.
  case nameNotUTF8(path: String)
  /// A file that was to be replaced is another one than was read, or has changed since.
  case changed(path: String)
  /// A file that was to be replaced may not be written.
  case readOnly(path: String)
  /// A file that was to be replaced belongs to somebody else, and would not any more.
  case ownerNotKept(path: String)
  /// Another program has locked the file for writing.
  case inUse(path: String)
  /// Any other refusal of the operating system; `code` is an `errno`.
  case system(path: String, code: Int32)

  /// The case for an `errno`.
  package init(path: String, code: Int32) {
    switch code {
    case ENOENT: self = .noSuchFile(path: path)
    case EACCES, EPERM: self = .permissionDenied(path: path)
    case EISDIR: self = .isDirectory(path: path)
    default: self = .system(path: path, code: code)
    }
  }

  /// The file or directory that the error is about.
  public var path: String {
    switch self {
    case .noSuchFile(let path), .noSuchDirectory(let path), .permissionDenied(let path), .isDirectory(let path),
      .notAFile(let path, _), .pipeWithoutWriter(let path), .tooMuch(let path, _), .nameNotUTF8(let path),
      .changed(let path), .readOnly(let path), .ownerNotKept(let path), .inUse(let path), .system(let path, _):
      path
    }
  }
}

extension FileError: UserFacingError {
  /// Path and reason in plain words, such as `users.csv: no such file`; control and invisible
  /// characters of the path are written as `\u{1B}`.
  public var description: String {
    var text = ""
    for character in path.unicodeScalars {
      let isMute: Bool =
        switch character.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      text += isMute ? "\\u{\(Hexadecimal.uppercase(character.value))}" : String(character)
    }
    return "\(text): \(reason)"
  }

  private var reason: String {
    switch self {
    case .noSuchFile: "no such file"
    case .noSuchDirectory: "no such directory"
    case .permissionDenied: "permission denied"
    case .isDirectory: "is a directory"
    case .notAFile(_, let kind): "is \(kind.rawValue), not a file"
    case .pipeWithoutWriter: "no process writes to this pipe"
    case .tooMuch(_, let limit): "more than \(inWords(bytes: limit))"
    case .nameNotUTF8: "the name is not UTF-8"
    case .changed: "has changed since it was read; nothing was written"
    case .readOnly: "is read-only"
    case .ownerNotKept: "belongs to another user or group, which rewriting would change"
    case .inUse: "another program is writing to it"
    case .system(_, let code): words(for: code)
    }
  }
}

private func inWords(bytes: Int) -> String {
  for (size, unit) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
  where bytes >= size && bytes.isMultiple(of: size) {
    return "\(bytes / size) \(unit)"
  }
  return "\(bytes) bytes"
}

private func words(for code: Int32) -> String {
  switch code {
  case ENOTDIR: "not a directory, or a part of the path is not one"
  case ELOOP: "too many symbolic links"
  case ENAMETOOLONG: "the name is too long"
  case EMFILE, ENFILE: "too many open files"
  case EIO: "the device failed"
  case ENOSPC: "no space left"
  case EDQUOT: "the disk quota is used up"
  case EFBIG: "the file would be too large"
  case EROFS: "the file system is read-only"
  case ENOMEM: "not enough memory"
  case EBUSY, ETXTBSY: "in use"
  case ESTALE: "the network file is gone"
  case EBADF: "not open"
  case EPIPE: "the reader is gone"
  case ENXIO: "no process reads this pipe"
  default: "system error \(code)"
  }
}
