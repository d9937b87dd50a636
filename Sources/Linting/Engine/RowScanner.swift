import CSV
import Layout
import Migration
import Platform

/// Scans every row once, fast, and notes what is relevant for a rule.
///
/// This is the hot path: on a clean file nothing but this and the reader runs for a row. It allocates
/// nothing, and calls a rule only where a flag triggers one.
final class RowScanner {
  let context: LintContext
  private let plans: [ColumnPlan]
  /// The same without what the loop does not need: plain memory, nothing to retain.
  private let hot: UnsafeMutablePointer<HotPlan>
  let base: UnsafePointer<UInt8>
  private let text: UnsafeRawBufferPointer
  let addressColumn: Int?
  let signInColumn: Int?
  let rootColumn: Int?
  var targets: DuplicateIndex
  var sources: DuplicateIndex
  var accessor: RowAccessor
  private let look = SpreadsheetClassifier()
  /// The server's forms of sign-in names, freed with the scanner.
  private let forms: UnsafeMutableBufferPointer<SignInPattern>
  private var lastForm = 0
  let expectsRoot: Bool
  private let requiresFullAddress: Bool
  private let hasAdminSignIn: Bool
  private let signInCharacters: CharacterTable?
  private let alteredRootCharacters: CharacterTable?
  /// The domain of the last ordinary address.
  private var knownDomain = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The hash of the row's target, and whether the sign-in name is the same text.
  var targetHash: UInt64 = 0
  var signsInWithAddress = false
  /// The offset of the mailbox's name in a root that is a plain path; nil for another.
  var rootName: Int?
  /// What else than an address may stand in the address column.
  private let otherForms: [ValueFormat]
  /// The admin that the user named.
  private let admin: [UInt8]?
  /// The row before, to find columns that slipped by one.
  var previous: (local: Range<Int>, signInName: Range<Int>)?

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
    forms = .allocate(capacity: layout.forms.count)
    _ = forms.initialize(fromContentsOf: layout.forms.map { $0.allocatedPattern() })
    otherForms =
      layout.addressColumn.flatMap { layout.columns[$0].known?.permitted.forms.filter { $0 != .address } } ?? []
    admin = context.options.admin.map { Array($0.utf8) }
    hasAdminSignIn = layout.hasAdminSignIn
    signInCharacters = layout.server.signInCharacters
    alteredRootCharacters = layout.server.alteredRootCharacters
    requiresFullAddress = layout.forms.isEmpty && layout.server.ownSignIn == .fullAddress
    expectsRoot = layout.server.root == .required
  }

  deinit {
    hot.deallocate()
    for form in forms { form.deallocate() }
    forms.deallocate()
    targets.deallocate()
    sources.deallocate()
  }

  /// Notes the flags of a row whose number of values is right; true where a rule of a column is triggered.
  func inspect(_ row: Row) -> Bool {
    var triggered: UInt64 = 0
    let number = row.place.number
    let fields = row.fields.baseAddress.unsafelyUnwrapped
    let found = row.fieldFlags
    signsInWithAddress = false
    rootName = nil
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
    let domain = Address.plainDomainStart(base + field.valueStart, field.count, known: knownDomain)
    guard domain >= 0 else { return readOddAddress(row, index, number) }
    row.address = .plain(domain: domain)
    knownDomain = UnsafeBufferPointer(start: base + field.valueStart + domain, count: field.count &- domain)
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
    targetHash = nameHash(base, range)
    if targets.add(targetHash, row: number) { flushTargets() }
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
    if forms.isEmpty, flags.isDisjoint(with: .unnatural), isAddress(field, row) {
      signsInWithAddress = true
      row.signInName = SignInName(user: 0..<field.count)
      noteCharacters(row, index, bytes)
      return countForm(SignInName.addressForm, row)
    }
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

  /// The sign-in name is the row's ordinary address, letter for letter, and nothing else than an address.
  @inline(__always)
  private func isAddress(_ field: Field, _ row: Row) -> Bool {
    guard let addressColumn, case .plain = row.address else { return false }
    let address = row.fields[addressColumn]
    return sameBytes(base, address.value, field.value) && row.fieldFlags[addressColumn].isDisjoint(with: .edgeSpace)
      && memchr(base + field.valueStart, Int32(UInt8(ascii: "/")), field.count) == nil
  }

  /// Notes a name with a character that the server does not take.
  @inline(__always)
  private func noteCharacters(_ row: Row, _ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard let allowed = signInCharacters, let signInName = row.signInName, let start = bytes.baseAddress else { return }
    let admin = signInName.admin ?? 0..<0
    if !allowed.containsAll(start, signInName.user) || !allowed.containsAll(start, admin) {
      row.fieldFlags[index].insert(.unusualSignInName)
    }
  }

  @inline(__always)
  private func noteLoginFacts(_ row: Row, _ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    noteCharacters(row, index, bytes)
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
    countForm(forms.isEmpty ? signInName.ownForm(base + start) : min(lastForm, FileStatistics.formLimit - 1), row)
  }

  @inline(__always)
  private func countForm(_ form: Int, _ row: Row) {
    if context.statistics.forms[form].count == 0 {
      context.statistics.forms[form].firstRow = row.place.number
    }
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
    let root = RootClassifier(base + field.valueStart, field.count, altered: alteredRootCharacters)
    if root.holdsAltered { context.statistics.holdsAlteredRoot = true }
    if root.isOdd || root.holdsAltered { row.fieldFlags[index].insert(.unusualRoot) }
    if !root.isOdd, !field.flags.contains(.edgeSpace) { rootName = root.lastPart }
  }
}

/// The part of a plan that the loop over the rows reads.
private struct HotPlan {
  var role: ColumnPlan.Role
  var always: FieldFlags
  var triggers: FieldFlags
  var maximumLength: Int
}
