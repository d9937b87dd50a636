import JSON

extension DomainDiscovery.Result {
  /// Writes the result as a JSON object.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("domain", domain)
      if let failure { json.member("failure", failure.text) }
      json.array("mx") { json in
        for record in mailExchangers {
          json.object { json in
            json.member("host", record.target)
            json.member("priority", record.priority)
            json.member("ttl", record.ttl)
          }
        }
      }
      if let provider { json.member("provider", provider.name) }
      json.array("candidates") { json in
        for candidate in candidates {
          json.object { json in
            json.member("host", candidate.host)
            json.member("port", candidate.port)
            json.member("security", candidate.securityName)
            json.member("source", candidate.source.text)
            json.member("reasons", candidate.reasons)
            if let userName = candidate.userName { json.member("userName", userName) }
            if let reach = candidate.reach {
              json.member("usable", reach.isUsable)
              json.member("answer", reach.text)
              if let version = reach.tlsVersion { json.member("tls", version) }
              json.member("mechanisms", reach.mechanisms)
            }
          }
        }
      }
      json.member("notes", notes)
      json.member("contacts", contacts)
      if let best { json.member("command", best.probeCommand(server: provider?.server)) }
    }
  }
}
