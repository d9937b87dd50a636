import Platform

/// The patterns of one `.gitignore` file or of `info/exclude`, read as gitignore(5) says; where that leaves
/// something open, as git does it.
package struct GitIgnore {
  private struct Pattern {
    /// nil for a pattern that matches nothing.
    let glob: Glob?
    let isNegated: Bool
    let isForDirectories: Bool
    /// Whether it has no slash, so is about names in any directory below.
    let isForNames: Bool

    init(_ line: ArraySlice<UInt8>) {
      let slash = UInt8(ascii: "/")
      var rest = line
      isNegated = rest.first == UInt8(ascii: "!")
      if isNegated { rest.removeFirst() }
      isForDirectories = rest.last == slash
      if isForDirectories { rest.removeLast() }
      isForNames = !rest.contains(slash)
      if rest.first == slash { rest.removeFirst() }
      glob = rest.isEmpty ? nil : Glob(rest)
    }
  }

  /// The last first, as that is the one that counts.
  private let patterns: [Pattern]

  package init(_ bytes: UnsafeRawBufferPointer) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
    patterns = text.split(separator: UInt8(ascii: "\n")).reversed().compactMap { raw in
      var line = Array(raw)[...]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if line.first == UInt8(ascii: "#") { return nil }
      line = line.prefix { $0 != 0 }
      return Pattern(Self.withoutTrailingBlanks(line))
    }
  }

  /// Reads a file of patterns.
  ///
  /// - Returns: nil where there is none, or no regular file.
  package init?(contentsOf path: String, followingLinks: Bool) throws(FileError) {
    do throws(FileError) {
      guard try status(of: path, followingLinks: followingLinks).kind == .regular else { return nil }
      let file = try FileContents.open(path: path)
      self = withExtendedLifetime(file) { GitIgnore(file.bytes) }
    } catch .noSuchFile, .system(_, ENOTDIR) {
      return nil
    }
  }

  /// Whether the patterns ignore an entry; nil where none of them is about it.
  ///
  /// - Parameters:
  ///   - path: relative, without a slash at the end; bytes before `base` are the way to the file of patterns.
  ///   - name: where the entry's name begins in `path`.
  package func ignores(_ path: [UInt8], base: Int, name: Int, isDirectory: Bool) -> Bool? {
    patterns.first { pattern in
      (isDirectory || !pattern.isForDirectories)
        && pattern.glob?.matches(path, from: pattern.isForNames ? name : base) == true
    }.map { !$0.isNegated }
  }

  /// A trailing space counts only after a backslash; a tab always counts.
  private static func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var place = line.startIndex
    while place < line.endIndex {
      let byte = line[place]
      place += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte != UInt8(ascii: " ") { end = min(place, line.endIndex) }
    }
    return line[..<end]
  }
}

/// The patterns in force in a directory: its own, and those of the directories above and the work tree's.
package final class IgnoreRules: Sendable {
  private let own: GitIgnore
  /// How many bytes of a path lead to the directory that the patterns are of.
  private let base: Int
  private let outer: IgnoreRules?

  package init(_ own: GitIgnore, base: Int, outer: IgnoreRules?) {
    self.own = own
    self.base = base
    self.outer = outer
  }

  /// Whether an entry is ignored, provided that no directory above it is.
  package func ignores(_ path: [UInt8], name: Int, isDirectory: Bool) -> Bool {
    var rules: IgnoreRules? = self
    while let current = rules {
      if let answer = current.own.ignores(path, base: current.base, name: name, isDirectory: isDirectory) {
        return answer
      }
      rules = current.outer
    }
    return false
  }
}
