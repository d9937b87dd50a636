import Layout
import Migration

extension Kind.Column {
  /// The constraints that the row's other values impose besides the column's own.
  func conditions(in row: Row) -> [Kind.Condition] {
    conditions.filter { condition in
      let index = row.layout.columns.firstIndex { $0.known?.name == condition.column }
      guard let other = row.value(index) else { return false }
      let text = String(decoding: other.bytes, as: UTF8.self).lowercased()
      return condition.values.contains { $0.lowercased() == text }
    }
  }
}
