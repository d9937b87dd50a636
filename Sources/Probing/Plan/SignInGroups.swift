import CSV
import Linting

/// Puts the rows of one credential together, and the credentials of one admin: some twenty bytes a row.
struct SignInGroups {
  private let keys: Keys
  private var credentials = Numbering()
  private var names = Numbering()
  private var families = Numbering()
  private var adminNames = Numbering()
  /// By credentialGroup, its admin.
  private(set) var admins: [Int] = []

  /// By row that was added: the row, and its credential.
  private var added: [(row: UInt32, job: UInt32)] = []
  /// By job; -1 for none.
  private var familyOf: [Int32] = []
  private var nameOf: [Int32] = []
  /// Where each job's rows begin among those that were added, and behind the last where they end.
  private var starts: [UInt32] = []

  init(_ context: LintContext, isByProxy: Bool) {
    keys = Keys(context: context, isByProxy: isByProxy)
  }

  /// How many sign-ins there are.
  var count: Int { nameOf.count }
  /// How many rows they are for.
  var rows: Int { added.count }

  subscript(job: Int) -> ProbePlan.Job {
    ProbePlan.Job(
      rows: added[Int(starts[job])..<Int(starts[job + 1])].map { Int($0.row) },
      credentialGroup: familyOf[job] < 0 ? nil : Int(familyOf[job]),
      name: nameOf[job] < 0 ? nil : Int(nameOf[job]))
  }

  /// Rows come in the file's order.
  mutating func add(_ row: SignInRow) {
    let keys = keys
    let number = row.place.row ?? 0
    /// The row that comes, or an earlier one.
    func read(_ other: Int) -> SignInRow? { other == number ? row : keys.context.signInRow(other) }
    let (job, isNew) = credentials.number(ofRow: number) { keys.credential(read($0)) }
    added.append((UInt32(number), UInt32(job)))
    guard isNew else { return }
    nameOf.append(Int32(names.number(ofRow: number) { keys.name(read($0)) }.number))
    guard keys.admin(row) != nil else { return familyOf.append(-1) }
    let credentialGroup = families.number(ofRow: number) { keys.adminCredential(read($0)) }
    if credentialGroup.isNew { admins.append(adminNames.number(ofRow: number) { keys.adminName(read($0)) }.number) }
    familyOf.append(Int32(credentialGroup.number))
  }

  /// No row comes any more: what was needed to compare them is let go.
  ///
  /// - Parameter sample: so many jobs are kept at most, spread over the file.
  mutating func close(sample: Int?) {
    var uses = [UInt8](repeating: 0, count: names.count)
    for name in nameOf { uses[Int(name)] = min(uses[Int(name)] + 1, 2) }
    for job in nameOf.indices where uses[Int(nameOf[job])] < 2 { nameOf[job] = -1 }
    if let sample, sample < count { keep((0..<sample).map { $0 * count / sample }) }
    added.sort { ($0.job, $0.row) < ($1.job, $1.row) }
    starts.reserveCapacity(count + 1)
    for index in added.indices where starts.count == Int(added[index].job) { starts.append(UInt32(index)) }
    starts.append(UInt32(added.count))
    (credentials, names, families, adminNames) = (Numbering(), Numbering(), Numbering(), Numbering())
  }

  private mutating func keep(_ jobs: [Int]) {
    let numbers = Dictionary(uniqueKeysWithValues: jobs.enumerated().map { (UInt32($1), UInt32($0)) })
    added = added.compactMap { entry in numbers[entry.job].map { (entry.row, $0) } }
    familyOf = jobs.map { familyOf[$0] }
    nameOf = jobs.map { nameOf[$0] }
  }

  /// What the numbers are given for.
  private struct Keys {
    let context: LintContext
    let isByProxy: Bool

    func credential(_ row: SignInRow?) -> Key? {
      row.map { Key(context, $0.signInName.value, $0.password.value, foldsName: false) }
    }
    func name(_ row: SignInRow?) -> Key? { row.map { Key(context, $0.signInName.value, foldsName: true) } }
    func adminName(_ row: SignInRow?) -> Key? { row.flatMap(admin).map { Key(context, $0, foldsName: true) } }

    func adminCredential(_ row: SignInRow?) -> Key? {
      row.flatMap { row in admin(row).map { Key(context, $0, row.password.value, foldsName: true) } }
    }

    /// Where the admin's name is; nil for a user's own sign-in. By proxy, one admin signs in for all.
    func admin(_ row: SignInRow) -> Range<Int>? {
      if isByProxy { return 0..<0 }
      let start = row.signInName.value.lowerBound
      return context.layout.signInName(row.signInName.value)?.admin.map {
        start + $0.lowerBound..<start + $0.upperBound
      }
    }
  }

  /// A name, or a name and a password, compared where they lie in the text.
  private struct Key: Hashable {
    let name: UnsafeRawBufferPointer.SubSequence
    let password: UnsafeRawBufferPointer.SubSequence?
    /// Most servers take a name for the same account whatever its letter case.
    let foldsName: Bool

    init(_ context: LintContext, _ name: Range<Int>, _ password: Range<Int>? = nil, foldsName: Bool) {
      self.name = context.layout.document.text[name]
      self.password = password.map { context.layout.document.text[$0] }
      self.foldsName = foldsName
    }

    static func == (a: Key, b: Key) -> Bool {
      a.name.elementsEqual(b.name) { $0 == $1 || a.foldsName && folded($0) == folded($1) }
        && (a.password == nil) == (b.password == nil) && (a.password == nil || a.password!.elementsEqual(b.password!))
    }

    func hash(into hasher: inout Hasher) {
      for byte in name { hasher.combine(Key.folded(byte)) }
      if let password { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: password)) }
    }

    private static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
  }

  /// Gives equal things one number, from 0, in the order in which they come first.
  private struct Numbering {
    /// Open-addressed: the upper half of a hash beside the number plus one, 0 for a free slot.
    private var slots: [UInt64] = Array(repeating: 0, count: 64)
    /// By number, the row in which it came first: what is compared is read there again.
    private var firsts: [UInt32] = []

    var count: Int { firsts.count }

    /// - Parameter key: what to compare of a row.
    mutating func number(ofRow row: Int, _ key: (Int) -> Key?) -> (number: Int, isNew: Bool) {
      let own = key(row)
      let hash = UInt64(truncatingIfNeeded: own.hashValue) & ~0xFFFF_FFFF
      var slot = home(hash)
      while slots[slot] != 0 {
        let number = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if slots[slot] & ~0xFFFF_FFFF == hash, key(Int(firsts[number])) == own { return (number, false) }
        slot = (slot + 1) & (slots.count - 1)
      }
      firsts.append(UInt32(row))
      slots[slot] = hash | UInt64(firsts.count)
      if firsts.count * 4 > slots.count * 3 { grow() }
      return (firsts.count - 1, true)
    }

    private func home(_ entry: UInt64) -> Int { Int(truncatingIfNeeded: entry >> 32) & (slots.count - 1) }

    private mutating func grow() {
      let old = slots
      slots = Array(repeating: 0, count: old.count * 2)
      for entry in old where entry != 0 {
        var slot = home(entry)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
      }
    }
  }
}
