import Platform

/// Runs another program to its end.
enum ChildProcess {
  struct Result {
    /// 0 where it went well.
    var status: CInt
    var output: [UInt8]
  }

  /// Where what the program says on standard error goes.
  enum Errors { case shown, dropped, withOutput }

  /// - Parameters:
  ///   - words: the program, by its path or to be looked for in `PATH`, and its arguments.
  ///   - environment: added to this program's own.
  ///   - most: so many bytes of standard output are taken at most.
  /// - Returns: nil where there is no such program, or it cannot be run.
  /// - Throws: ``CommandError`` where it prints more than that.
  static func run(
    _ words: [String], environment added: [String: String] = [:], errors: Errors = .shown, most: Int = .max
  ) throws -> Result? {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw CommandError("\(words[0]): there is no pipe to be had") }
    defer { close(ends[0]) }
    // A program that another thread starts meanwhile must not keep the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    switch errors {
    case .shown: break
    case .dropped: posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    case .withOutput: posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    }
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores or waits for in its own way is no matter of the other's: Ctrl-C ends it.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables = environment(adding: added)
    defer { for text in arguments + variables { free(text) } }
    var child = pid_t()
    let result = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    close(ends[1])
    guard result == 0 else { return nil }
    let output = read(ends[0], most: most)
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let output else { throw CommandError("\(words[0]) prints too much") }
    return Result(status: status, output: output)
  }

  private static func environment(adding added: [String: String]) -> [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = []
    var place = environ
    while let variable = place.pointee {
      let name = String(cString: variable).prefix { $0 != "=" }
      if added[String(name)] == nil { variables.append(strdup(variable)) }
      place += 1
    }
    return variables + added.map { strdup("\($0.key)=\($0.value)") } + [nil]
  }

  /// Nil where there is more, or it cannot be read.
  private static func read(_ descriptor: CInt, most: Int) -> [UInt8]? {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while output.count <= most {
      #if canImport(Darwin)
        let count = Darwin.read(descriptor, &buffer, buffer.count)
      #else
        let count = Glibc.read(descriptor, &buffer, buffer.count)
      #endif
      if count == 0 { return output }
      if count > 0 { output += buffer[..<count] } else if errno != EINTR { break }
    }
    return nil
  }
}
