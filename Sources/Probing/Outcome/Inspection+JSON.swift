import JSON

extension Inspection {
  /// As it is in a journal and in the report.
  public var json: String {
    func list(_ names: [String]) -> String { "[\(names.map(JSONText.quoted).joined(separator: ","))]" }
    var text = "{\"folders\":\(folders),\"messages\":\(messages)"
    if let octets { text += ",\"bytes\":\(octets)" }
    text +=
      ",\"largeMessages\":\(largeMessages),\"slashedFolders\":\(list(slashedFolders)),\"otherFolders\":\(list(folderNotes))"
    if sharedFolders > 0 { text += ",\"sharedFolders\":\(sharedFolders)" }
    if !otherNames.isEmpty { text += ",\"otherNames\":\(list(otherNames))" }
    if let quotaUsage { text += ",\"quotaUsedKiB\":\(quotaUsage)" }
    if let quotaLimit { text += ",\"quotaLimitKiB\":\(quotaLimit)" }
    return text + "}"
  }

  init(_ scanner: inout JSONScanner) throws {
    self.init()
    var found = Inspection()
    func list(_ scanner: inout JSONScanner) throws -> [String] {
      var names: [String] = []
      try scanner.array { names.append(try $0.string()) }
      return names
    }
    try scanner.object(
      [
        "folders", "messages", "bytes", "largeMessages", "slashedFolders", "otherFolders", "quotaUsedKiB",
        "quotaLimitKiB", "sharedFolders", "otherNames",
      ], required: 2
    ) { scanner, index in
      switch index {
      case 0: found.folders = try scanner.integer(0...Int.max)
      case 1: found.messages = UInt64(try scanner.integer(0...Int.max))
      case 2: found.octets = UInt64(try scanner.integer(0...Int.max))
      case 3: found.largeMessages = try scanner.integer(0...Int.max)
      case 4: found.slashedFolders = try list(&scanner)
      case 5: found.folderNotes = try list(&scanner)
      case 6: found.quotaUsage = UInt64(try scanner.integer(0...Int.max))
      case 7: found.quotaLimit = UInt64(try scanner.integer(0...Int.max))
      case 8: found.sharedFolders = try scanner.integer(0...Int.max)
      default: found.otherNames = try list(&scanner)
      }
    }
    self = found
  }
}
