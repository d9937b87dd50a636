import CSV
import Layout
import Migration
import Platform

/// Rows beside each other: which fill the same mailbox, and whether a row names one mailbox throughout.
extension RowScanner {
  /// The root where there is one, else the sign-in name, identifies the source mailbox.
  @inline(__always)
  func readSource(_ row: Row, _ number: Int) {
    let column: Int
    if let root = rootColumn, row.fields[root].count > 0 {
      column = root
    } else if let signInName = signInColumn, row.fields[signInName].count > 0, !expectsRoot {
      column = signInName
    } else {
      return
    }
    let flags = row.fieldFlags[column]
    guard !flags.contains(.errorLike) else { return }
    if column == signInColumn, signsInWithAddress {
      if sources.add(targetHash, row: number) { flushSources() }
      return
    }
    let range = flags.contains(.edgeSpace) ? row.value(column).unsafelyUnwrapped.range : row.fields[column].value
    var hash = nameHash(base, range)
    // The same root of another account is another source.
    if column == rootColumn, let signInName = signInColumn, signInName < row.fields.count {
      hash = hash &* 31 &+ nameHash(base, row.fields[signInName].value)
    }
    if sources.add(hash, row: number) { flushSources() }
  }

  func flushTargets() { targets.flush(isSame: isSameTarget) }
  func flushSources() { sources.flush(isSame: isSameSource) }

  /// Looks up the values that a later part's scanner gathered; the table already knows that part's rows.
  func takeValues(of other: RowScanner, rows: Int) {
    targets.take(other.targets, rows: rows, isSame: isSameTarget)
    sources.take(other.sources, rows: rows, isSame: isSameSource)
  }

  private func isSameTarget(_ row: Int, _ earlier: Int) -> Bool {
    addressColumn.map { isSame($0, row, earlier) } ?? false
  }

  private func isSameSource(_ row: Int, _ earlier: Int) -> Bool {
    if let root = rootColumn, let value = accessor.value(root, ofRow: row), !value.isEmpty {
      return isSame(root, row, earlier) && (signInColumn.map { isSame($0, row, earlier) } ?? true)
    }
    return signInColumn.map { isSame($0, row, earlier) } ?? false
  }

  private func isSame(_ column: Int, _ row: Int, _ earlier: Int) -> Bool {
    guard let value = accessor.trimmedValue(column, ofRow: row),
      let other = accessor.trimmedValue(column, ofRow: earlier)
    else { return false }
    return sameName(base, value, other)
  }

  /// Looks up what is left and hands over what was counted.
  func finish() {
    flushTargets()
    flushSources()
    context.statistics.sameTargets = targets.duplicates.sorted { $0.row < $1.row }
    context.statistics.sameSources = sources.duplicates.sorted { $0.row < $1.row }
  }

  /// Counts whether the sign-in name (or the root) names the mailbox that the address does.
  @inline(__always)
  func compareNames(_ row: Row, _ number: Int) {
    guard let column = addressColumn, case .plain(let domain) = row.address else {
      previous = nil
      return
    }
    let start = row.fields[column].valueStart
    guard row.fieldFlags[column].isDisjoint(with: [.edgeSpace, .doubledQuote]) else {
      previous = nil
      return
    }
    let local = start..<start &+ domain &- 1
    if let name = rootName(row) {
      compare(local, name, isRoot: true, number)
    } else if let index = signInColumn, let signInName = row.signInName, rootColumn == nil || !expectsRoot,
      row.fieldFlags[index].isDisjoint(with: [.edgeSpace, .doubledQuote, .unnatural])
    {
      let loginStart = row.fields[index].valueStart
      guard !signsInWithAddress else {
        context.statistics.agreeingLogins &+= 1
        previous = (local, loginStart..<loginStart &+ local.count)
        return
      }
      compare(
        local, localPart(loginStart &+ signInName.user.lowerBound..<loginStart &+ signInName.user.upperBound),
        isRoot: false, number)
    } else {
      previous = nil
    }
  }

  /// The mailbox's name in the row's root, where that is a plain path.
  @inline(__always)
  private func rootName(_ row: Row) -> Range<Int>? {
    guard let rootColumn else { return nil }
    let field = row.fields[rootColumn]
    if let rootName { return field.valueStart &+ rootName..<field.valueEnd }
    guard field.flags.contains(.edgeSpace), let root = row.value(rootColumn)?.range, !root.isEmpty else { return nil }
    let trimmed = RootClassifier(base + root.lowerBound, root.count, altered: nil)
    return trimmed.isOdd ? nil : root.lowerBound + trimmed.lastPart..<root.upperBound
  }

  @inline(__always)
  private func compare(_ local: Range<Int>, _ name: Range<Int>, isRoot: Bool, _ number: Int) {
    if sameName(base, local, name) {
      if isRoot { context.statistics.agreeingRoots &+= 1 } else { context.statistics.agreeingLogins &+= 1 }
    } else {
      if isRoot {
        context.statistics.disagreeingRoots.append(number)
      } else {
        context.statistics.disagreeingLogins.append(number)
      }
      context.statistics.addressSum &+= nameHash(base, local)
      context.statistics.loginSum &+= nameHash(base, name)
      if let previous, sameName(base, previous.local, name) || sameName(base, previous.signInName, local) {
        context.statistics.neighbours &+= 1
      }
    }
    previous = (local, name)
  }

  @inline(__always)
  private func localPart(_ range: Range<Int>) -> Range<Int> {
    let at = memchr(base + range.lowerBound, Int32(UInt8(ascii: "@")), range.count)
    return range.lowerBound..<(at.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? range.upperBound)
  }
}
