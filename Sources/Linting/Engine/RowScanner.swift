import CSV
import Layout
import Migration
import Platform

/// Scans every row once, fast, and notes what is relevant for a rule.
///
/// This is the hot path: on a clean file nothing but this and the reader runs for a row. It allocates
/// nothing, and calls a rule only where a flag triggers one.
final class RowScanner {
  private let context: LintContext
  private let plans: [ColumnPlan]
  /// The same without what the loop does not need: plain memory, nothing to retain.
  private let hot: UnsafeMutablePointer<HotPlan>
  private let base: UnsafePointer<UInt8>
  private let text: UnsafeRawBufferPointer
  private let addressColumn: Int?
  private let signInColumn: Int?
  private let rootColumn: Int?
  private var targets: DuplicateIndex
  private var sources: DuplicateIndex
  private var accessor: RowAccessor
  private let look = SpreadsheetClassifier()
  private let forms: [SignInForm]
  private var lastForm = 0
  private let expectsRoot: Bool
  private let requiresFullAddress: Bool
  private let hasAdminSignIn: Bool
  private let signInCharacters: CharacterTable?
  /// What else than an address may stand in the address column.
  private let otherForms: [ValueFormat]
  /// The admin that the user named.
  private let admin: [UInt8]?
  /// The row before, to find columns that slipped by one.
  private var previous: (local: Range<Int>, signInName: Range<Int>)?

  init(_ context: LintContext, plans: [ColumnPlan], rows: Int, gathers: Bool) {
    self.context = context
    self.plans = plans
    hot = .allocate(capacity: max(plans.count, 1))
    for (index, plan) in plans.enumerated() {
      (hot + index).initialize(
        to: HotPlan(role: plan.role, always: plan.always, triggers: plan.triggers, maximumLength: plan.maximumLength))
    }
    let layout = context.layout
    base = layout.base
    text = layout.document.text
    (addressColumn, signInColumn, rootColumn) = (layout.addressColumn, layout.signInColumn, layout.rootColumn)
    targets = DuplicateIndex(rows: rows, gathers: gathers)
    sources = DuplicateIndex(rows: rows, gathers: gathers)
    accessor = RowAccessor(context)
    forms = layout.forms
    otherForms =
      layout.addressColumn.flatMap { layout.columns[$0].known?.permitted.forms.filter { $0 != .address } } ?? []
    admin = context.options.admin.map { Array($0.utf8) }
    hasAdminSignIn = layout.hasAdminSignIn
    signInCharacters = layout.server.signInCharacters
    requiresFullAddress = layout.forms.isEmpty && layout.server.ownSignIn == .fullAddress
    expectsRoot = layout.server.root == .required
  }

  deinit {
    hot.deallocate()
    targets.deallocate()
    sources.deallocate()
  }

  /// Notes the flags of a row whose number of values is right; true where a rule of a column is triggered.
  func inspect(_ row: Row) -> Bool {
    var triggered: UInt64 = 0
    let number = row.place.number
    let fields = row.fields.baseAddress.unsafelyUnwrapped
    let found = row.fieldFlags
    for index in 0..<plans.count {
      let field = fields[index]
      let plan = hot[index]
      var flags = field.flags.union(plan.always)
      if field.count > 0 {
        flags.formUnion(look.flags(base + field.valueStart, field.count, isPassword: plan.role == .password))
      }
      if field.count > plan.maximumLength { flags.insert(.tooLong) }
      if flags.contains(.nonASCII) {
        flags.formUnion(CharacterClassifier.flags(text, field.value))
        // In a password, or in prose, scripts may mix.
        if plan.role != .address, plan.role != .signInName { flags.remove(.confusable) }
      }
      found[index] = flags
      switch plan.role {
      case .address: readAddress(row, index, number)
      case .signInName: readLogin(row, index)
      case .password: readPassword(row, index, number)
      case .root: readRoot(row, index)
      case .other: break
      }
      triggered |= found[index].rawValue & plan.triggers.rawValue
    }
    readSource(row, number)
    compareNames(row, number)
    return triggered != 0
  }

  // MARK: Addresses

  @inline(__always)
  private func readAddress(_ row: Row, _ index: Int, _ number: Int) {
    let flags = row.fieldFlags[index]
    let field = row.fields[index]
    guard flags.isDisjoint(with: [.empty, .edgeSpace, .doubledQuote, .nonASCII, .control]) else {
      return readOddAddress(row, index, number)
    }
    let domain = Address.plainDomainStart(base + field.valueStart, field.count)
    guard domain >= 0 else { return readOddAddress(row, index, number) }
    row.address = .plain(domain: domain)
    keepTarget(row, index, field.value, domain: domain, number)
  }

  private func readOddAddress(_ row: Row, _ index: Int, _ number: Int) {
    guard let value = row.value(index), !value.isEmpty, value.flags.isDisjoint(with: .malformed) else { return }
    if otherForms.contains(where: { $0.fits(value.bytes) }) { return }
    if let decoration = Address.undecorated(value.bytes) {
      row.address = .decorated(decoration.reason)
      row.fieldFlags[index].insert(.unusualAddress)
      return
    }
    switch Address.parse(value.bytes) {
    case .success(let address):
      row.address = address.traits.isEmpty ? .plain(domain: address.domain.lowerBound) : .read(address)
      if !address.traits.isEmpty { row.fieldFlags[index].insert(.unusualAddress) }
      if !value.flags.contains(.doubledQuote) {
        keepTarget(row, index, value.range, domain: address.domain.lowerBound, number)
      }
    case .failure(let failure):
      row.address = .failed(failure)
      row.fieldFlags[index].insert(.unusualAddress)
    }
  }

  @inline(__always)
  private func keepTarget(_ row: Row, _ index: Int, _ range: Range<Int>, domain: Int, _ number: Int) {
    let domainRange = range.lowerBound &+ domain..<range.upperBound
    if context.statistics.domains.add(domainRange, row: number, base: base, isNoted: { noted($0) }) {
      row.fieldFlags[index].insert(.reportableDomain)
    }
    if targets.add(nameHash(base, range), row: number) { flushTargets() }
  }

  private func noted(_ domain: Range<Int>) -> Bool {
    let name = context.layout.text(domain).lowercased()
    if !context.options.domains.isEmpty, !context.options.domains.contains(where: { $0.lowercased() == name }) {
      return true
    }
    return ConsumerDomains.contains(name)
  }

  // MARK: Logins, passwords, roots

  @inline(__always)
  private func readLogin(_ row: Row, _ index: Int) {
    let field = row.fields[index]
    let flags = row.fieldFlags[index]
    guard flags.isDisjoint(with: .malformed) else { return }
    guard flags.isDisjoint(with: [.empty, .edgeSpace, .doubledQuote]) else { return readOddLogin(row, index) }
    let bytes = UnsafeBufferPointer(start: base + field.valueStart, count: field.count)
    if lastForm < forms.count, let signInName = forms[lastForm].match(bytes) {
      row.signInName = signInName
    } else {
      row.signInName = parse(bytes)
      if row.signInName == nil { row.fieldFlags[index].insert(.unmatchedSignInName) }
    }
    noteLoginFacts(row, index, bytes)
    if flags.isDisjoint(with: .unnatural) { count(row, index, field.valueStart) }
  }

  private func readOddLogin(_ row: Row, _ index: Int) {
    guard let value = row.value(index), !value.isEmpty else { return }
    row.signInName = parse(value.bytes)
    if row.signInName == nil { row.fieldFlags[index].insert(.unmatchedSignInName) }
    noteLoginFacts(row, index, value.bytes)
    if value.flags.isDisjoint(with: [.doubledQuote, .unnatural]) { count(row, index, value.range.lowerBound) }
  }

  @inline(__always)
  private func noteLoginFacts(_ row: Row, _ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    if let allowed = signInCharacters, let signInName = row.signInName {
      for offset in signInName.user where !allowed.contains(bytes[offset]) {
        row.fieldFlags[index].insert(.unusualSignInName)
      }
      if let admin = signInName.admin {
        for offset in admin where !allowed.contains(bytes[offset]) { row.fieldFlags[index].insert(.unusualSignInName) }
      }
    }
    if requiresFullAddress, !bytes.contains(UInt8(ascii: "@")) { row.fieldFlags[index].insert(.unmatchedSignInName) }
    if forms.isEmpty, let name = row.signInName, SignInDecoration(bytes, name) != nil {
      row.fieldFlags[index].insert(.unmatchedSignInName)
    }
  }

  private func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> SignInName? {
    guard !forms.isEmpty else { return SignInName(own: bytes) }
    for index in forms.indices {
      if let signInName = forms[index].match(bytes) {
        lastForm = index
        return signInName
      }
    }
    return nil
  }

  @inline(__always)
  private func count(_ row: Row, _ index: Int, _ start: Int) {
    guard let signInName = row.signInName else { return }
    let number = row.place.number
    if let admin = signInName.admin {
      let range = start &+ admin.lowerBound..<start &+ admin.upperBound
      let isRepeated = context.statistics.admins.add(range, row: number, base: base)
      noteUser(
        start &+ signInName.user.lowerBound..<start &+ signInName.user.upperBound, number, isAdminRepeated: isRepeated)
    }
    let form = min(forms.isEmpty ? signInName.ownForm(base + start) : lastForm, FileStatistics.formLimit - 1)
    if context.statistics.forms[form].count == 0 { context.statistics.forms[form].firstRow = number }
    context.statistics.forms[form].count &+= 1
  }

  /// Keeps the mailboxes that may be an admin's name in the wrong place: the named admin's, or one beside
  /// another admin than in the row before.
  @inline(__always)
  private func noteUser(_ user: Range<Int>, _ number: Int, isAdminRepeated: Bool) {
    if let admin {
      guard user.count == admin.count, admin.withUnsafeBufferPointer({ context.layout.bytes(user).elementsEqual($0) })
      else {
        return
      }
    } else if isAdminRepeated {
      return
    }
    context.statistics.users.add(user, row: number, base: base)
  }

  @inline(__always)
  private func readPassword(_ row: Row, _ index: Int, _ number: Int) {
    let field = row.fields[index]
    guard field.count > 0 else { return }
    let isExact = field.flags.isDisjoint(with: [.edgeSpace, .doubledQuote])
    if field.count <= PasswordClassifier.longest,
      PasswordClassifier.isOdd(base + field.valueStart, field.count, isExact: isExact)
    {
      row.fieldFlags[index].insert(.unusualPassword)
    }
    if hasAdminSignIn, row.fieldFlags[index].isDisjoint(with: [.edgeSpace, .malformed, .unnatural]) {
      context.statistics.passwords.add(field.value, row: number, base: base)
    }
  }

  private func readRoot(_ row: Row, _ index: Int) {
    let field = row.fields[index]
    guard !field.flags.contains(.empty) else {
      context.statistics.rowsWithoutRoot.append(row.place.number)
      return
    }
    context.statistics.rowsWithRoot &+= 1
    if RootClassifier.isOdd(base + field.valueStart, field.count, altered: context.layout.server.alteredRootCharacters)
    {
      row.fieldFlags[index].insert(.unusualRoot)
    }
  }

  // MARK: Rows beside each other

  /// The root where there is one, else the sign-in name, identifies the source mailbox.
  @inline(__always)
  private func readSource(_ row: Row, _ number: Int) {
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
    let range = flags.contains(.edgeSpace) ? row.value(column).unsafelyUnwrapped.range : row.fields[column].value
    var hash = nameHash(base, range)
    // The same root of another account is another source.
    if column == rootColumn, let signInName = signInColumn, signInName < row.fields.count {
      hash = hash &* 31 &+ nameHash(base, row.fields[signInName].value)
    }
    if sources.add(hash, row: number) { flushSources() }
  }

  private func flushTargets() { targets.flush(isSame: isSameTarget) }
  private func flushSources() { sources.flush(isSame: isSameSource) }

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
  private func compareNames(_ row: Row, _ number: Int) {
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
    if let column = rootColumn, row.fields[column].count > 0, let root = row.value(column)?.range, !root.isEmpty,
      !RootClassifier.isOdd(base + root.lowerBound, root.count, altered: nil),
      let name = RootClassifier.lastPart(base, root)
    {
      compare(local, name, isRoot: true, number)
    } else if let index = signInColumn, let signInName = row.signInName, rootColumn == nil || !expectsRoot,
      row.fieldFlags[index].isDisjoint(with: [.edgeSpace, .doubledQuote, .unnatural])
    {
      let loginStart = row.fields[index].valueStart
      compare(
        local, localPart(loginStart &+ signInName.user.lowerBound..<loginStart &+ signInName.user.upperBound),
        isRoot: false, number)
    } else {
      previous = nil
    }
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

/// The part of a plan that the loop over the rows reads.
private struct HotPlan {
  var role: ColumnPlan.Role
  var always: FieldFlags
  var triggers: FieldFlags
  var maximumLength: Int
}
