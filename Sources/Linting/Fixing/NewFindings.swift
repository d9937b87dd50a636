import Layout

/// The findings that a round of fixes brought, as far as they were not hidden before by what was fixed.
struct NewFindings {
  /// The old rows in which there is a new finding, as byte offsets.
  private(set) var rows: [Range<Int>] = []

  private struct Key: Hashable {
    var rule: RuleID
    var row: Int
  }

  init(before: LintResult, after: LintResult, list: EditList) {
    // Where nothing of the rows was judged, all of their findings were hidden.
    guard !after.findings.isEmpty, before.layout.isReadable else { return }
    var known: [Key: Int] = [:]
    known.reserveCapacity(before.findings.count)
    for finding in before.findings { known[Key(rule: finding.rule, row: finding.place.number), default: 0] += 1 }
    let veil = MaskedFindings(before)
    let accessor = RowAccessor(before.context)
    var wayBack = EditList.WayBack(list)
    for finding in after.findings {
      let old = wayBack.old(finding.range.lowerBound)
      let place = finding.place.row == nil ? .file : before.context.place(containing: old)
      let key = Key(rule: finding.rule, row: place.number)
      known[key, default: 0] -= 1
      guard known[key]! < 0, !veil.hid(finding.rule, inRow: place.number) else { continue }
      rows.append(place.row.flatMap { accessor.range(ofRow: $0) } ?? before.layout.header?.range ?? old..<old)
    }
  }
}

/// What a broken text hides: what a value means, and how it relates to others, is not judged there.
private struct MaskedFindings {
  private var rows: Set<Int> = []
  private var isOverAll = false

  init(_ file: LintResult) {
    for finding in file.findings {
      let rule = RuleRegistry.rules[finding.rule.index]
      guard rule.info.hidesMeaning else { continue }
      rows.insert(finding.place.number)
      if rule.asDocumentRule != nil, finding.place.row == nil { isOverAll = true }
      // What the letters are was unknown in every row.
      if rule.info.section == .characters, rule.asTableRule != nil { isOverAll = true }
    }
  }

  func hid(_ rule: RuleID, inRow row: Int) -> Bool {
    let rule = RuleRegistry.rules[rule.index]
    let judgesMeaning =
      rule.asTableRule != nil || rule.asHeaderRule != nil || rule.asValueRule?.requiresWellFormedText == true
    return judgesMeaning && (isOverAll || rows.contains(row) || rule.asTableRule != nil && !rows.isEmpty)
  }
}
