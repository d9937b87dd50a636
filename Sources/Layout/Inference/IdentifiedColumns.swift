import Migration

extension TableShape {
  /// Takes the columns of a file without a header row for what their values are, once the addresses are found.
  ///
  /// A column whose role is not known is judged as none of the kind's.
  mutating func identifyColumns(by inference: RoleInference?, of kind: Kind) {
    guard let inference, !kind.isPositional, inference.roles.count == columns.count else { return }
    guard inference.roles.contains(where: { $0?.role == .address }) else {
      // No value is an address: the columns are none of the kind's.
      if inference.profiles.allSatisfy({ $0.number(of: [.address, .decoratedAddress]) == 0 }) {
        columns = columns.indices.map { FileLayout.Column(known: nil, name: "column \($0 + 1)") }
      }
      return
    }
    var open = kind.columns.filter { $0.role != .text }
    for index in columns.indices {
      var known: Kind.Column?
      if let inferred = inference.roles[index], inferred.certainty > .possible,
        let place = open.firstIndex(where: { $0.role == inferred.role.ofColumn })
      {
        known = open.remove(at: place)
      }
      columns[index] = FileLayout.Column(known: known, name: known?.name ?? "column \(index + 1)")
    }
  }
}
