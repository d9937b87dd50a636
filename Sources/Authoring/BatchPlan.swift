import Linting
import Migration

/// What the batches of a file should be.
public struct SplitOptions: Sendable {
  /// The most rows of a batch; the kind's limits hold all the same.
  public var rows: Int?
  /// How many rows a first batch has that represents all of them.
  public var pilot: Int?
  /// What rows have in common that should be in one batch, as far as they fit. The pilot takes no notice of it.
  public var keep: SplitInput.GroupingKey?

  public init(rows: Int? = nil, pilot: Int? = nil, keep: SplitInput.GroupingKey? = nil) {
    self.rows = rows
    self.pilot = pilot
    self.keep = keep
  }
}

/// One file to write.
public struct Batch: Sendable {
  /// The file's name, without a directory.
  public var name: String
  /// Which rows are in it, from 0, in the order of the file.
  public var rows: [Int]
  /// The file's size.
  public var bytes: Int
}

extension SplitInput {
  /// Divides the rows: each is in exactly one batch, and each batch keeps within the kind's limits.
  ///
  /// Without a bond the batches follow each other as the rows do. With one, each set of rows goes into the first batch
  /// that has room for it; a set too large for any batch fills batches of its own.
  ///
  /// - Throws: ``SplitError`` where the wishes cannot be met.
  public func batches(_ wishes: SplitOptions) throws(SplitError) -> [Batch] {
    try refuseImpossible(wishes)
    let pilot = wishes.pilot.map { PilotSample(domains: rows.map(\.domain)).rows($0) } ?? []
    let limit = min(wishes.rows ?? .max, layout.kind.advisedRows?.most ?? .max, layout.kind.maximumRows ?? .max)
    var packer = Packer(roster: self, rowLimit: limit)
    let isInPilot = Set(pilot)
    let rest = rows.indices.filter { !isInPilot.contains($0) }
    if let bond = wishes.keep {
      for set in sets(of: rest, bond) { try packer.place(set) }
    } else {
      for row in rest { try packer.append(row) }
    }
    let names = BatchNames(path: context.input.path, limit: layout.kind.nameLength, count: packer.bins.count)
    var batches: [Batch] = []
    if !pilot.isEmpty {
      var alone = Packer(roster: self, rowLimit: pilot.count)
      for row in pilot { try alone.append(row) }
      guard alone.bins.count == 1 else {
        throw SplitError("a pilot of \(pilot.count) rows exceeds the size limit of this kind")
      }
      batches.append(Batch(name: names.pilot, rows: pilot, bytes: alone.bins[0].bytes))
    }
    for (index, bin) in packer.bins.enumerated() {
      batches.append(Batch(name: names.batch(index), rows: bin.rows.sorted(), bytes: bin.bytes))
    }
    return batches
  }

  private func refuseImpossible(_ wishes: SplitOptions) throws(SplitError) {
    for (option, number) in [("--rows", wishes.rows), ("--pilot", wishes.pilot)] {
      guard let number else { continue }
      guard number >= 1 else { throw SplitError("\(option) must be at least 1") }
      if let limit = layout.kind.maximumRows, number > limit {
        throw SplitError("\(option) \(number): a file of this kind has at most \(limit) rows")
      }
    }
    switch wishes.keep {
    case .domain where layout.addressColumn == nil:
      throw SplitError("--keep domain: no column contains addresses")
    case .admin where rows.allSatisfy { $0.admin == 0 }:
      throw SplitError("--keep admin: no sign-in name contains an admin; use --server to specify the form")
    default: break
    }
  }

  /// Rows that belong together, those first that begin first; a row without a bond is alone.
  private func sets(of wanted: [Int], _ bond: GroupingKey) -> [[Int]] {
    var sets: [[Int]] = []
    var places: [Int: Int] = [:]
    for row in wanted {
      let key = bond == .domain ? rows[row].domain : rows[row].admin
      if key != 0, let place = places[key] {
        sets[place].append(row)
      } else {
        places[key] = sets.count
        sets.append([row])
      }
    }
    return sets
  }
}

/// Fills batches up to the limits.
struct Packer {
  struct Bin {
    var rows: [Int] = []
    var bytes: Int
  }

  private let roster: SplitInput
  private let rowLimit: Int
  private let byteLimit: Int
  private(set) var bins: [Bin] = []
  /// Those that sets may still be put into, by index.
  private var open: [Int] = []

  init(roster: SplitInput, rowLimit: Int) {
    self.roster = roster
    self.rowLimit = rowLimit
    let kind = roster.layout.kind
    byteLimit = kind.documentedBytes ?? kind.maximumBytes ?? .max
  }

  /// Puts a row behind the last one.
  mutating func append(_ row: Int) throws(SplitError) {
    let bytes = roster.rows[row].range.count
    if let last = bins.indices.last, bins[last].rows.count < rowLimit, bins[last].bytes + bytes <= byteLimit {
      bins[last].rows.append(row)
      bins[last].bytes += bytes
      return
    }
    guard roster.head.count + bytes <= byteLimit else {
      throw SplitError("row \(row + 1) alone exceeds the size limit of this kind")
    }
    bins.append(Bin(rows: [row], bytes: roster.head.count + bytes))
  }

  /// Puts rows into the first batch that takes them all, or into new ones.
  mutating func place(_ set: [Int]) throws(SplitError) {
    let bytes = set.reduce(0) { $0 + roster.rows[$1].range.count }
    open.removeAll { bins[$0].rows.count == rowLimit }
    let place = open.first { bins[$0].rows.count + set.count <= rowLimit && bins[$0].bytes + bytes <= byteLimit }
    if let place {
      bins[place].rows += set
      bins[place].bytes += bytes
      return
    }
    let first = bins.count
    bins.append(Bin(bytes: roster.head.count))
    for row in set { try append(row) }
    open += first..<bins.count
  }
}
