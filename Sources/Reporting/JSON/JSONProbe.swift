/// Writes what a file's probe came to: the members `probe` and `attempts` of the file's object.
struct JSONProbe {
  let output: Output
  let isMergeable: Bool

  func write(_ facts: ProbeFacts, of file: any ReportedFile) {
    let digest = ProbeDigest(facts)
    output.put(",\"probe\":{\"host\":")
    output.putJSON(facts.host)
    put(",\"port\":", facts.port)
    output.put(",\"security\":")
    output.putJSON(facts.security)
    output.put(",\"tls\":")
    if let tls = facts.tls { output.putJSON(tls) } else { output.put("null") }
    put(",\"tried\":", digest.tried)
    output.put(",\"verdicts\":{")
    for (index, verdict) in digest.verdicts.enumerated() {
      if index > 0 { output.put(",") }
      output.putJSON(verdict.name)
      put(":", verdict.rows)
    }
    output.put("},\"milliseconds\":")
    write(digest)
    put(",\"duration\":", facts.duration)
    output.put(",\"stopped\":")
    if let reason = facts.stopped { output.putJSON(reason) } else { output.put("null") }
    output.put("},\"attempts\":[")
    for (index, attempt) in facts.attempts.enumerated() {
      put(index == 0 ? "\n{\"row\":" : ",\n{\"row\":", attempt.row)
      write(attempt, of: file)
    }
    output.put("]")
  }

  private func write(_ digest: ProbeDigest) {
    guard let slowest = digest.times.last else { return output.put("null") }
    output.put("{")
    for share in ProbeDigest.shares {
      output.put("\"p\(share)\":")
      output.put(digest.time(ofShare: share) ?? 0)
      output.put(",")
    }
    put("\"max\":", slowest)
    output.put("}")
  }

  private func write(_ attempt: ProbeFacts.RowOutcome, of file: any ReportedFile) {
    output.put(",\"verdict\":")
    output.putJSON(attempt.verdict)
    if let time = attempt.milliseconds { put(",\"milliseconds\":", time) } else { output.put(",\"milliseconds\":null") }
    if let startedAt = attempt.startedAt { put(",\"startedAt\":", startedAt) }
    if let inspection = attempt.inspection {
      output.put(",\"inspection\":")
      output.put(inspection)
    }
    if isMergeable, let name = file.signInName(ofRow: attempt.row) {
      output.put(",\"name\":")
      output.putJSON(name)
    }
    output.put("}")
  }

  private func put(_ name: StaticString, _ number: Int) {
    output.put(name)
    output.put(number)
  }
}
