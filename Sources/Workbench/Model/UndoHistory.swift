/// The earlier states of a file, as what each change replaced.
struct UndoHistory {
  /// One change: the part of the file that it replaced.
  private struct Step {
    var offset: Int
    var removed: [UInt8]
    /// How many bytes took its place.
    var inserted: Int
    /// The number of the state before.
    var state: Int
  }

  private var steps: [Step] = []
  /// More bytes than this are not kept: the oldest changes are forgotten.
  private static let mostBytes = 32 << 20

  /// How many changes can be undone.
  var count: Int { steps.count }

  /// Notes a change.
  ///
  /// - Parameter state: the number of the state before.
  mutating func add(from old: UnsafeRawBufferPointer, to new: UnsafeRawBufferPointer, state: Int) {
    let most = min(old.count, new.count)
    var head = 0
    while head < most, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < most - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    steps.append(
      Step(
        offset: head, removed: Array(old[head..<old.count - tail]), inserted: new.count - tail - head, state: state))
    var size = steps.reduce(0) { $0 + $1.removed.count }
    while size > UndoHistory.mostBytes, steps.count > 1 { size -= steps.removeFirst().removed.count }
  }

  /// Takes the last change back; nil where there is none.
  mutating func undo(_ bytes: UnsafeRawBufferPointer) -> (bytes: [UInt8], state: Int)? {
    guard let step = steps.popLast() else { return nil }
    let end = step.offset + step.inserted
    var earlier: [UInt8] = []
    earlier.reserveCapacity(bytes.count - step.inserted + step.removed.count)
    earlier += bytes[..<step.offset]
    earlier += step.removed
    earlier += bytes[end...]
    return (earlier, step.state)
  }

  /// Forgets all changes.
  mutating func clear() { steps = [] }
}
