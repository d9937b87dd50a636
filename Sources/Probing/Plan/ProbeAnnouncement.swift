import IMAPClient
import Linting

extension ProbePlan {
  /// What a run at a server will do, and how long it takes at least: what people confirm.
  ///
  /// - Parameter rate: sign-ins a second, at most; infinite sets no pace.
  public func announcement(at endpoint: Endpoint, rate: Double) -> String {
    let pause = rate.isFinite && rate > 0 ? ", at least \(Duration.seconds(Double(signIns) / rate).inWords)" : ""
    return """
      \(counted(signIns, "sign-in")) for \(counted(triedRows, "row")) at \(endpoint.host) port \(endpoint.port)\(pause)
      """
  }
}

extension Duration {
  /// In seconds, minutes or hours, rounded up: `45 s`, `3 min 20 s`.
  public var inWords: String {
    let seconds = Int((self / .seconds(1)).rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}
