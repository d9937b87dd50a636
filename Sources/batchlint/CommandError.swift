import Platform

/// Why the work cannot be done.
struct CommandError: UserFacingError {
  var description: String
  init(_ description: String) { self.description = description }

  /// Runs another program; throws an error with a message if that is impossible.
  static func subprocess(
    _ words: [String], environment: [String: String] = [:], errors: Subprocess.ErrorDestination = .inherited,
    limit: Int = .max
  ) throws(CommandError) -> Subprocess.Result? {
    do { return try Subprocess.run(words, environment: environment, errors: errors, limit: limit) } catch {
      throw switch error {
      case .noPipe: CommandError("\(words[0]): no pipe could be created")
      case .tooMuchOutput: CommandError("\(words[0]) prints too much")
      }
    }
  }
}
