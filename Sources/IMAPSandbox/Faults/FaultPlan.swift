import NIOConcurrencyHelpers

/// Which faults happen when.
final class FaultPlan: Sendable {
  private struct Entry: Sendable {
    let order: FaultOrder
    /// The accounts that it concerns; nil for all.
    let accounts: Set<Int>?
    let number: Int
  }

  private let connection: [Entry]
  private let tls: [Entry]
  private let signIn: [Entry]
  private let mailbox: [Entry]
  private let contents: [Entry]
  /// How often a fault that ends has happened, by fault and account.
  private let happened = NIOLockedValueBox<[Key: Int]>([:])
  /// What the server does not have.
  let missingCapabilities: Set<String>
  let usesSlashFolders: Bool

  private struct Key: Hashable {
    var fault: Int
    var account: Int?
  }

  init(_ orders: [FaultOrder], _ directory: AccountDirectory) throws(SandboxError) {
    var entries: [Entry] = []
    for (number, order) in orders.enumerated() {
      entries.append(Entry(order: order, accounts: try FaultPlan.accounts(order, directory), number: number))
    }
    func at(_ stage: Fault.Stage) -> [Entry] { entries.filter { $0.order.fault.stage == stage } }
    (connection, tls, signIn, mailbox, contents) = (at(.connection), at(.tls), at(.signIn), at(.mailbox), at(.contents))
    missingCapabilities = contents.reduce(into: []) {
      if case .withoutCapabilities(let names) = $1.order.fault.action { $0.formUnion(names) }
    }
    usesSlashFolders = contents.contains { if case .slashFolders = $0.order.fault.action { true } else { false } }
  }

  private static func accounts(_ order: FaultOrder, _ directory: AccountDirectory) throws(SandboxError) -> Set<Int>? {
    guard let rows = order.rows else { return nil }
    var accounts: Set<Int> = []
    for range in rows {
      guard directory.ofRow[range.upperBound] != nil else {
        throw SandboxError("--fault \(order.fault.name): no row \(range.upperBound)")
      }
      for row in range {
        if let place = directory.ofRow[row] {
          accounts.insert(order.fault.stage == .signIn ? place.signIn : place.mailbox)
        }
      }
    }
    return accounts
  }

  /// The faults of a stage that happen now; one that ends has then happened once more.
  ///
  /// - Parameter matches: which of them can happen at this moment.
  func due(_ stage: Fault.Stage, account: Int? = nil, when matches: (Fault.FaultAction) -> Bool = { _ in true })
    -> [FaultOrder]
  {
    let entries =
      switch stage {
      case .connection: connection
      case .tls: tls
      case .signIn: signIn
      case .mailbox: mailbox
      case .contents: contents
      }
    guard !entries.isEmpty else { return [] }
    return entries.filter { matches($0.order.fault.action) && concerns($0, account) && isLeft($0, account) }.map(
      \.order)
  }

  private func concerns(_ entry: Entry, _ account: Int?) -> Bool {
    guard let accounts = entry.accounts else { return true }
    return account.map(accounts.contains) ?? false
  }

  private func isLeft(_ entry: Entry, _ account: Int?) -> Bool {
    guard let tries = entry.order.tries else { return true }
    return happened.withLockedValue { happened in
      let key = Key(fault: entry.number, account: entry.order.fault.takesRows ? account : nil)
      guard happened[key, default: 0] < tries else { return false }
      happened[key, default: 0] += 1
      return true
    }
  }

  func opensWrongMailbox(_ account: Int?) -> Bool {
    mailbox.contains { entry in
      if case .wrongMailbox = entry.order.fault.action { concerns(entry, account) } else { false }
    }
  }

  func traits(account: Int?) -> SyntheticMailbox.Traits {
    var traits = SyntheticMailbox.Traits()
    traits.hasSlashFolder = usesSlashFolders
    for entry in contents where concerns(entry, account) {
      if case .trait(let change) = entry.order.fault.action { change(&traits, entry.order.number) }
    }
    return traits
  }
}
