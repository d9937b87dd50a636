import Files

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Runs a command of the user's own by the shell.
enum ShellCommand {
  private static let mostOutput = 64 << 10

  /// What a command prints on standard output.
  ///
  /// - Parameter environment: added to this program's own.
  /// - Throws: ``Trouble`` where it cannot be run, ends with another status than 0, or prints more than 64 KiB.
  static func output(of command: String, environment added: [String: String]) throws -> [UInt8] {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw Trouble("\(command): there is no pipe to be had") }
    defer { close(ends[0]) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ctrl-C, for which this program waits in its own way, ends the command.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = (["/bin/sh", "-c", command] as [String]).map { strdup($0) } + [nil]
    var variables = environment(adding: added)
    defer { for word in words + variables { free(word) } }
    var child = pid_t()
    let result = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, &variables)
    close(ends[1])
    guard result == 0 else { throw Trouble("\(command): cannot be run") }
    let output = try? read(ends[0])
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let output, status == 0 else { throw Trouble("the command fails") }
    return output
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

  private static func read(_ descriptor: CInt) throws -> [UInt8] {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while output.count <= mostOutput {
      #if canImport(Darwin)
        let count = Darwin.read(descriptor, &buffer, buffer.count)
      #else
        let count = Glibc.read(descriptor, &buffer, buffer.count)
      #endif
      if count == 0 { return output }
      if count > 0 { output += buffer[..<count] } else if errno != EINTR { break }
    }
    throw Trouble("the command prints too much")
  }
}
