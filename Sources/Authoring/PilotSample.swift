/// Rows that stand for all: from every domain in proportion, spread evenly over the file; the same ones every time.
struct PilotSample {
  /// By domain, in the order of first appearance: the rows.
  private let sets: [[Int]]
  private let total: Int

  /// - Parameter domains: by row, the number of its domain.
  init(domains: [Int]) {
    var sets: [[Int]] = []
    var places: [Int: Int] = [:]
    for (row, domain) in domains.enumerated() {
      let place = places[domain] ?? sets.count
      if place == sets.count {
        places[domain] = place
        sets.append([])
      }
      sets[place].append(row)
    }
    self.sets = sets
    total = domains.count
  }

  /// The rows of a sample, ascending; all where there are no more than `count`.
  func rows(_ count: Int) -> [Int] {
    guard count < total else { return Array(0..<total) }
    return zip(sets, seats(count)).enumerated().flatMap { index, entry in
      let (set, seats) = entry
      // The domains begin at different places between two steps (the golden ratio keeps them apart), so that
      // many domains with one row each do not all send their middle row.
      let phase = (0.5 + Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      return (0..<seats).map { set[Int((Double($0) + phase) * Double(set.count) / Double(seats))] }
    }.sorted()
  }

  /// How many rows each domain sends: one each where there is room for that, the rest by largest remainder.
  private func seats(_ count: Int) -> [Int] {
    let least = count >= sets.count ? 1 : 0
    let free = count - least * sets.count
    let weights = sets.map { $0.count - least }
    let sum = weights.reduce(0, +)
    var seats = weights.map { least + free * $0 / sum }
    let remainders = weights.indices.map { free * weights[$0] % sum }
    let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for index in order.prefix(count - seats.reduce(0, +)) { seats[index] += 1 }
    return seats
  }
}
