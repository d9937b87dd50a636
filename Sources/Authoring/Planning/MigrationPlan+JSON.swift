import JSON

extension MigrationPlan {
  /// The plan as a JSON object, for pipelines.
  package func json(script: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("type", type.rawValue)
      json.member("mailboxes", mailboxes)
      json.object("endpoint") { json in
        json.member("name", endpoint.name)
        if let host = endpoint.host { json.member("host", host) }
        json.member("port", endpoint.port)
        json.member("security", endpoint.security.rawValue)
        json.member("concurrentMigrations", endpoint.concurrentMigrations)
      }
      json.array("batches") { json in
        for batch in batches {
          json.object { json in
            json.member("name", batch.name)
            json.member("file", batch.file)
            json.member("mailboxes", batch.mailboxes)
            json.member("pilot", batch.isPilot)
          }
        }
      }
      json.array("domains") { json in
        for domain in domains {
          json.object { json in
            json.member("name", domain.name)
            json.member("rows", domain.rows)
          }
        }
      }
      json.member("excludedFolders", excludedFolders)
      if let targetDeliveryDomain { json.member("targetDeliveryDomain", targetDeliveryDomain) }
      if let inventory {
        json.object("inventory") { json in
          json.member("mailboxes", inventory.mailboxes)
          json.member("messages", inventory.messages)
          json.member("bytes", inventory.bytes)
          json.member("tooLargeMessages", inventory.tooLargeMessages)
          json.member("estimate", MigrationEstimate(self, inventory).text)
        }
      }
      json.member("script", script)
    }
    return json.bytes
  }
}
