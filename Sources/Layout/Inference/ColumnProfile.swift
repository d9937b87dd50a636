/// What the values of a column are, counted over a sample of rows.
package struct ColumnProfile: Sendable {
  /// How many values were counted, empty ones included.
  package private(set) var count = 0
  package private(set) var shortest = Int.max
  package private(set) var longest = 0
  private var counts = [Int](repeating: 0, count: ValueClasses.count)
  /// How many values mix letters with digits or signs, as passwords do and names do not.
  package private(set) var mixed = 0
  private var hashes: Set<Int> = []
  /// The values of a sample that differ, at most this many are told apart.
  private static let mostDistinct = 2_100

  package init() {}

  /// Counts a value.
  mutating func add(_ value: UnsafeRawBufferPointer) {
    let classes = ValueClasses(value)
    count += 1
    for bit in 0..<ValueClasses.count where classes.rawValue >> UInt32(bit) & 1 == 1 { counts[bit] += 1 }
    guard !classes.contains(.empty) else { return }
    shortest = min(shortest, value.count)
    longest = max(longest, value.count)
    if ColumnProfile.isMixed(value) { mixed += 1 }
    if hashes.count < ColumnProfile.mostDistinct {
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: value.prefix(256)))
      hashes.insert(hasher.finalize())
    }
  }

  private static func isMixed(_ value: UnsafeRawBufferPointer) -> Bool {
    var (letters, others) = (false, false)
    for byte in value.prefix(256) {
      if (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 {
        letters = true
      } else if byte != 0x20, byte != 0x2E {
        others = true
      }
    }
    return letters && others
  }

  /// How many values are of one of the classes.
  package func number(of classes: ValueClasses) -> Int {
    (0..<ValueClasses.count).reduce(0) { sum, bit in
      classes.rawValue >> UInt32(bit) & 1 == 1 ? sum + counts[bit] : sum
    }
  }

  /// How many values are not empty.
  package var filled: Int { count - number(of: .empty) }
  /// How many different values there are.
  package var distinct: Int { hashes.count }
  /// At least two rows, and the same value in all of them.
  package var isConstant: Bool { filled >= 2 && distinct == 1 }

  /// The share of the values that are not empty which a class has, 0 to 1; 0 where all are empty.
  package func share(of one: ValueClasses) -> Double {
    filled == 0 ? 0 : min(1, Double(number(of: one)) / Double(filled))
  }

  /// At least nine in ten values that are not empty are of a class.
  package func isMostly(_ one: ValueClasses) -> Bool { filled > 0 && share(of: one) >= 0.9 }

  /// Nearly all values are of a class that no password has: numbers, truth values, dates, sizes, paths, GUIDs …
  package var isPlainData: Bool {
    let plain: [ValueClasses] = [
      .address, .decoratedAddress, .number, .boolean, .size, .date, .guid, .url, .domain, .securityIdentifier,
      .windowsPath, .hash, .masked,
    ]
    return filled > 0 && (isConstant || plain.contains { isMostly($0) })
  }
}
