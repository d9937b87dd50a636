import IMAPSandbox
import Platform

/// The log of sign-ins. Each line is one write to the end of the file, so that it is whole and on its way before the
/// client has its answer.
final class SignInLog: Sendable {
  private let descriptor: CInt

  init(_ path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CommandError("\(path): \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  @Sendable func write(_ event: SignInEvent) {
    let outcome =
      switch event.outcome {
      case .accepted: "accepted"
      case .refused: "refused"
      case .notAllowed: "not allowed"
      case .fault(let name): name
      }
    let account = String(
      event.account.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : Character($0) })
    var line =
      """
      \(event.connection)\t\(event.row.map { "\($0)" } ?? "-")\t\(account)\t\(outcome)\
      \(event.isRepeated ? "\tagain" : "")\n
      """
    line.withUTF8 { _ = SystemCall.write(descriptor, UnsafeRawBufferPointer($0)) }
  }
}
