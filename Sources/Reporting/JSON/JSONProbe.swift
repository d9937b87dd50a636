/// Writes what a file's probe came to: the members `probe` and `attempts` of the file's object.
struct JSONProbe {
  let output: Output
  let isMergeable: Bool

  func write(_ facts: ProbeFacts, of file: any ReportedFile) {
    let digest = ProbeDigest(facts)
    output.put(",\"probe\":")
    write(facts.servers[0], digest)
    output.put(",\"milliseconds\":")
    writeTimes(digest)
    put(",\"duration\":", facts.duration)
    put(stopped: facts.stopped)
    if facts.servers.count > 1 {
      output.put(",\"servers\":[")
      for (number, server) in facts.servers.enumerated() {
        if number > 0 { output.put(",") }
        write(server, ProbeDigest(facts, server: number))
        put(stopped: server.stopped)
        output.put("}")
      }
      output.put("]")
    }
    if !facts.domains.isEmpty { write(facts.domains) }
    output.put("},\"attempts\":[")
    let servers = facts.servers.count > 1 ? facts.servers.map(\.name) : []
    for (index, attempt) in facts.attempts.enumerated() {
      put(index == 0 ? "\n{\"row\":" : ",\n{\"row\":", attempt.row)
      write(attempt, servers, of: file)
    }
    output.put("]")
  }

  /// Where it was and what it came to; the object is left open.
  private func write(_ server: ProbeFacts.Server, _ digest: ProbeDigest) {
    output.put("{\"host\":")
    output.putJSON(server.host)
    put(",\"port\":", server.port)
    output.put(",\"security\":")
    output.putJSON(server.security)
    output.put(",\"tls\":")
    if let tls = server.tls { output.putJSON(tls) } else { output.put("null") }
    put(",\"tried\":", digest.tried)
    output.put(",\"verdicts\":{")
    for (index, verdict) in digest.verdicts.enumerated() {
      if index > 0 { output.put(",") }
      output.putJSON(verdict.name)
      put(":", verdict.rows)
    }
    output.put("}")
  }

  private func write(_ domains: [ProbeFacts.Domain]) {
    output.put(",\"domains\":[")
    for (index, domain) in domains.enumerated() {
      output.put(index == 0 ? "{\"domain\":" : ",{\"domain\":")
      if domain.name.isEmpty { output.put("null") } else { output.putJSON(domain.name) }
      put(",\"rows\":", domain.rows)
      put(",\"opened\":", domain.opened)
      output.put("}")
    }
    output.put("]")
  }

  private func put(stopped reason: String?) {
    output.put(",\"stopped\":")
    if let reason { output.putJSON(reason) } else { output.put("null") }
  }

  private func writeTimes(_ digest: ProbeDigest) {
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

  private func write(_ attempt: ProbeFacts.RowOutcome, _ servers: [String], of file: any ReportedFile) {
    output.put(",\"verdict\":")
    output.putJSON(attempt.verdict)
    if !servers.isEmpty {
      output.put(",\"server\":")
      output.putJSON(servers[Int(attempt.server)])
    }
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
