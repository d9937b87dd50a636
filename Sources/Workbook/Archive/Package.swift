/// A ZIP archive of parts, within the limits.
struct Package {
  let archive: ZIPArchive
  private let budget = UnpackBudget()

  init(_ archive: ZIPArchive) { self.archive = archive }

  /// Reads the part that `handler` is for.
  func read(_ handler: XMLHandler) throws(WorkbookError) {
    try readXML(reader(handler.part, limit: WorkbookLimits.partSize), handler)
  }

  /// Reads a part that describes the workbook, which is small.
  func readDescription(_ handler: XMLHandler) throws(WorkbookError) {
    try readXML(reader(handler.part, limit: WorkbookLimits.descriptionSize), handler)
  }

  /// The bytes of a small part; nil if there is none.
  func contents(_ part: String) throws(WorkbookError) -> [UInt8]? {
    guard archive.member(part) != nil else { return nil }
    return try reader(part, limit: WorkbookLimits.descriptionSize).readAll()
  }

  private func reader(_ part: String, limit: Int) throws(WorkbookError) -> MemberReader {
    guard let member = archive.member(part) else { throw .missingPart(part) }
    return try MemberReader(member, of: archive, budget: budget, limit: limit)
  }
}
