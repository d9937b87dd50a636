import YAML

/// A fault as it was asked for: `NAME[:NUMBER][=ROWS][/TRIES]`.
public struct FaultOrder: Sendable {
  public let fault: Fault
  /// In the fault's own unit.
  public let number: Int
  /// Nil for all.
  public let rows: [ClosedRange<Int>]?
  /// How often it happens, to each row or over all connections, before all is well; nil for always.
  public let tries: Int?

  /// Reads an order such as `unavailable=3,7-9/2`.
  public init(_ text: String) throws(SandboxError) {
    var rest = text[...]
    func cut(at sign: Character) -> Substring? {
      guard let place = rest.lastIndex(of: sign) else { return nil }
      defer { rest = rest[..<place] }
      return rest[rest.index(after: place)...]
    }
    let (tries, rows, number) = (cut(at: "/"), cut(at: "="), cut(at: ":"))
    guard let fault = Fault.named(String(rest)) else {
      let hint = nearest(to: String(rest), among: Fault.all.map(\.name)).map { " Did you mean \($0)?" } ?? ""
      throw SandboxError("unknown fault `\(rest)`.\(hint) `batchlint sandbox --fault list` lists all")
    }
    guard tries == nil || fault.takesTries else {
      throw SandboxError("--fault \(text): \(fault.name) has no number of tries")
    }
    guard rows == nil || fault.takesRows else {
      throw SandboxError("--fault \(text): \(fault.name) applies to connections, not to rows")
    }
    guard number == nil || fault.number != nil else {
      throw SandboxError("--fault \(text): \(fault.name) has no number")
    }
    self.fault = fault
    self.number = try FaultOrder.number(number, in: text) ?? fault.number ?? 0
    self.tries = try FaultOrder.number(tries, in: text)
    self.rows = try rows.map { (list) throws(SandboxError) in try FaultOrder.ranges(list, in: text) }
  }

  /// A sign-in or the opening of a mailbox is answered by some text; `{tag}` is replaced by the command's tag.
  ///
  /// - Parameter isRefusal: the credential is not to be sent again.
  public init(
    answering stage: Fault.Stage, _ text: String, isRefusal: Bool = false, rows: [ClosedRange<Int>]? = nil,
    tries: Int? = nil
  ) {
    fault = Fault(
      "answer", stage, "answers so", stage == .mailbox ? .open(text) : isRefusal ? .refuse(text) : .answer(text))
    number = 0
    self.rows = rows
    self.tries = tries
  }

  private static func number(_ text: Substring?, in order: String) throws(SandboxError) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number >= 0 else { throw SandboxError("--fault \(order): \(text) is not a number") }
    return number
  }

  private static func ranges(_ list: Substring, in order: String) throws(SandboxError) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        last >= first
      else {
        throw SandboxError("--fault \(order): \(part) is not a row; expected rows such as 3,7-9")
      }
      ranges.append(first...last)
    }
    return ranges
  }
}
