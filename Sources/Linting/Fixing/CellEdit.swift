import Layout
import Platform

/// Why a value cannot be replaced.
package struct CellEditError: UserFacingError {
  package var description: String
}

extension LintResult {
  /// The file's bytes with one value replaced, in quotes where it needs them; all other bytes stay.
  ///
  /// - Parameters:
  ///   - row: the data row, from 1.
  ///   - column: from 0.
  package func replacing(row: Int, column: Int, with value: String) throws(CellEditError) -> [UInt8] {
    guard context.layout.document.origin == nil else {
      throw CellEditError(description: "a workbook is not rewritten: convert it to CSV first")
    }
    guard let cell = record(ofRow: row)?.cells.first(where: { $0.column == column }) else {
      throw CellEditError(description: "row \(row) has no value in column \(column + 1)")
    }
    guard cell.field.flags.isDisjoint(with: .quoteDefect) else {
      throw CellEditError(description: "the quotes of this value are broken: fix them first")
    }
    var list = EditList()
    _ = list.take([Fix("Replace the value", isSafe: true, [Fixer(self).edit(cell.field, content: Array(value.utf8))])])
    guard let bytes = context.layout.document.rewritten(list, asUTF8: false) else {
      throw CellEditError(
        description: "\(context.layout.document.encodingName) has no bytes for a character of this value")
    }
    return bytes
  }

  /// A value as it is in the file, without its quotes, to be edited; nil where it may be a secret.
  ///
  /// - Parameters:
  ///   - row: the data row, from 1.
  ///   - column: from 0.
  package func openValue(row: Int, column: Int) -> String? {
    guard let cell = record(ofRow: row)?.cells.first(where: { $0.column == column }), cell.isShown else { return nil }
    return String(decoding: context.layout.content(cell.field), as: UTF8.self)
  }

  /// The findings report that other users can read the file.
  package var exposesSecrets: Bool { findings.contains { $0.rule.info.traits.contains(.exposesSecrets) } }
}
