import Configuration
import Foundation
import JSON
import Migration
import Workbook
import YAML

/// What is read of JSON, and written, is read the same again.
func fuzzJSON(_ input: [UInt8]) {
  guard let value = input.withUnsafeBytes({ try? JSONValue($0) }) else { return }
  let text = Array(written(value).utf8)
  let again = text.withUnsafeBytes { try? JSONValue($0) }
  promise(again == value, "\(value) became \(again as Any) by \(String(decoding: text, as: UTF8.self))")
}

private func written(_ value: JSONValue) -> String {
  switch value {
  case .null: "null"
  case .boolean(let flag): "\(flag)"
  case .integer(let number): "\(number)"
  case .number(let number): "\(number)"
  case .string(let text): JSONText.quoted(text)
  case .array(let elements): "[" + elements.map(written).joined(separator: ",") + "]"
  case .object(let members):
    "{" + members.map { JSONText.quoted($0) + ":" + written($1) }.joined(separator: ",") + "}"
  }
}

/// A configuration, a kind, a server or a Table Schema is read, or refused with its place.
func fuzzYAML(_ input: [UInt8]) {
  guard let choice = input.first, input.count < 8_192 else { return }
  let text = String(decoding: input.dropFirst(), as: UTF8.self)
  switch choice % 3 {
  case 0: _ = try? Configuration(yaml: text, file: "f.yaml") { _ in ("name: x\n", "x.yaml") }
  case 1: _ = try? Kind(text: text, file: "f.yaml")
  default: _ = try? Server(yaml: text, file: "f.yaml")
  }
}

/// A workbook, or the parts of one, is read, or refused.
func fuzzWorkbook(_ input: [UInt8]) {
  guard let choice = input.first, input.count < 65_536 else { return }
  let rest = Array(input.dropFirst())
  let parts = rest.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  let bytes: [UInt8]
  switch choice % 3 {
  case 0: bytes = rest
  case 1:
    var workbook = SyntheticXLSX()
    workbook.rows = parts[0]
    workbook.sharedStrings = parts.count > 1 ? parts[1] : nil
    workbook.styles = parts.count > 2 ? parts[2] : nil
    bytes = workbook.archive.bytes()
  default:
    var workbook = SyntheticODS()
    workbook.tables = parts[0]
    if parts.count > 1 { workbook.styles = parts[1] }
    if parts.count > 2 { workbook.manifest = parts[2] }
    bytes = workbook.archive.bytes()
  }
  bytes.withUnsafeBytes { bytes in
    guard let workbook = try? Workbook(bytes) else { return }
    for sheet in workbook.sheets.prefix(4) {
      var (last, rows) = (0, 0)
      _ = try? workbook.read(sheet) { row in
        promise(row.number > last, "row \(row.number) follows row \(last)")
        last = row.number
        rows += 1
        for cell in row.cells { _ = row.string(of: cell) }
        return rows < 2_000
      }
    }
  }
}
