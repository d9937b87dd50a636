/// Runs another program to its end.
package enum Subprocess {
  /// How a program ended.
  package struct Result: Sendable {
    /// As waitpid(2) gives it; 0 if the program succeeded.
    package var status: CInt
    /// Its standard output; empty if that was discarded.
    package var output: [UInt8]
    /// The most memory that it had, in bytes.
    package var peakMemory: Int
  }

  /// Where the program's standard output goes.
  package enum OutputDestination { case captured, discarded }

  /// Where the program's standard error goes.
  package enum ErrorDestination { case inherited, discarded, mergedWithOutput }

  /// Why a program's output could not be read.
  package enum Failure: Error, Sendable {
    case noPipe
    case tooMuchOutput
  }

  #if canImport(Darwin)
    private typealias FileActions = posix_spawn_file_actions_t?
    private typealias Attributes = posix_spawnattr_t?
    private static func fileActions() -> FileActions { nil }
    private static func attributes() -> Attributes { nil }
  #else
    private typealias FileActions = posix_spawn_file_actions_t
    private typealias Attributes = posix_spawnattr_t
    private static func fileActions() -> FileActions { posix_spawn_file_actions_t() }
    private static func attributes() -> Attributes { posix_spawnattr_t() }
  #endif

  /// Runs a program and captures its standard output.
  ///
  /// - Parameters:
  ///   - words: the program, as a path or a name to be searched for in `PATH`, and its arguments.
  ///   - added: variables that are added to this program's environment, or replace those of the same name.
  ///   - limit: the most bytes of standard output that are accepted.
  /// - Returns: nil if there is no such program, or it cannot be run.
  package static func run(
    _ words: [String], environment added: [String: String] = [:], output destination: OutputDestination = .captured,
    errors: ErrorDestination = .inherited, limit: Int = .max
  ) throws(Failure) -> Result? {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw .noPipe }
    defer { close(ends[0]) }
    // A program that another thread starts meanwhile must not keep the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = fileActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    switch destination {
    case .captured: posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    case .discarded: posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    switch errors {
    case .inherited: break
    case .discarded: posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    case .mergedWithOutput: posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    }
    var attributes = attributes()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The program gets the default signal handling, whatever this one blocks or ignores: Ctrl-C ends it.
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
    let output = read(ends[0], limit: limit)
    var status: CInt = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    guard let output else { throw .tooMuchOutput }
    return Result(status: status, output: output, peakMemory: usage.ru_maxrss * SystemCall.residentSizeUnit)
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

  /// Nil if there is more than the limit, or it cannot be read.
  private static func read(_ descriptor: CInt, limit: Int) -> [UInt8]? {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while output.count <= limit {
      let count = SystemCall.read(descriptor, &buffer, buffer.count)
      if count == 0 { return output }
      if count > 0 { output += buffer[..<count] } else if errno != EINTR { break }
    }
    return nil
  }
}
