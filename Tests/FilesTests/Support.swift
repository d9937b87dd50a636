import Platform
import Testing

import Files

/// A directory that goes away with its last use.
final class TemporaryDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/batchlint-files-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    // Real, as /tmp is a link on macOS.
    path = try #require(realPath(String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)))
  }

  deinit { shell("chmod -R u+rwx '\(path)'; rm -rf '\(path)'") }

  func at(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and the directories on the way to it.
  @discardableResult
  func write(_ text: String = "", to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    if name.contains("/") { makeDirectory(directoryPart(of: name)) }
    let file = try #require(fopen(at(name), "w"), "\(name): \(errno)")
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    return at(name)
  }

  @discardableResult
  func makeDirectory(_ name: String) -> String {
    var path = path
    for part in name.split(separator: "/") {
      path += "/\(part)"
      mkdir(path, 0o755)
    }
    return path
  }

  @discardableResult
  func link(_ name: String, to target: String) -> String {
    symlink(target, at(name))
    return at(name)
  }

  /// Runs git in the directory, untouched by the configuration and the environment around the tests.
  func git(_ arguments: String) -> [UInt8] {
    shell(
      """
      cd '\(path)' && env -u GIT_DIR -u GIT_WORK_TREE -u GIT_INDEX_FILE GIT_CONFIG_GLOBAL=/dev/null \
      GIT_CONFIG_NOSYSTEM=1 git -c core.ignoreCase=false -c core.precomposeUnicode=false \(arguments)
      """)
  }
}

/// What a shell command prints.
@discardableResult
func shell(_ command: String) -> [UInt8] {
  guard let stream = popen(command, "r") else { return [] }
  defer { pclose(stream) }
  var output: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&part, 1, part.count, stream), count > 0 { output += part[..<count] }
  return output
}

/// The error of a call that should fail.
func failure<Value>(_ body: () throws(FileError) -> Value) -> FileError? {
  do throws(FileError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// Everything in an input, as text.
func text(of contents: FileContents) -> String {
  withExtendedLifetime(contents) { String(decoding: contents.bytes, as: UTF8.self) }
}

/// A pipe that no child process inherits.
func pipeEnds() throws -> (reading: Int32, writing: Int32) {
  var ends: [Int32] = [0, 0]
  try #require(pipe(&ends) == 0)
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

/// The permission bits of a file.
func permissions(of path: String) throws -> UInt32 { try status(of: path).permissions }
