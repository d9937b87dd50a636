/// Samples that are sheets of workbooks: a row of the sheet is a line, and a cell is what is between commas.
extension RulePage.Sample {
  /// The workbook of a sample. Words of the fence are what is special: `hidden-rows=3,4`, `hidden-columns=2`,
  /// `merged=C3:C4`, `numbers=C3`, `dates=C3` (serial numbers), `formulas=C3` (with a result), `uncomputed=C3`.
  func workbook(of bytes: [UInt8]) -> [UInt8] {
    var workbook = SyntheticXLSX()
    workbook.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
    let text = String(decoding: bytes, as: UTF8.self)
    for (index, line) in text.split(separator: "\n").enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).enumerated()
      let row = index + 1
      let xml = cells.map { xmlCell("\(Self.letter($0))\(row)", String($1)) }.joined()
      let hidden = list("hidden-rows").contains(String(row)) ? " hidden=\"1\"" : ""
      workbook.rows += "<row r=\"\(row)\"\(hidden)>\(xml)</row>"
    }
    let columns = list("hidden-columns").map { "<col min=\"\($0)\" max=\"\($0)\" hidden=\"1\"/>" }.joined()
    if !columns.isEmpty { workbook.before = "<cols>\(columns)</cols>" }
    let merged = list("merged").map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    if !merged.isEmpty { workbook.after = "<mergeCells>\(merged)</mergeCells>" }
    return workbook.archive.bytes()
  }

  /// `Users!C17`: the cell that a byte offset is in.
  static func cell(at offset: Int, in bytes: [UInt8]) -> String {
    let before = bytes[..<offset]
    let line = before.split(separator: 0x0A, omittingEmptySubsequences: false).last ?? []
    return "Users!\(letter(line.count { $0 == 0x2C }))\(before.count { $0 == 0x0A } + 1)"
  }

  private func list(_ name: String) -> [String] { option(name)?.split(separator: ",").map(String.init) ?? [] }

  private static func letter(_ column: Int) -> String { String(UnicodeScalar(UInt8(0x41 + column))) }

  private func xmlCell(_ reference: String, _ value: String) -> String {
    let text = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    if list("uncomputed").contains(reference) { return "<c r=\"\(reference)\"><f>\(text)</f></c>" }
    if list("formulas").contains(reference) {
      return "<c r=\"\(reference)\" t=\"str\"><f>A1</f><v>\(text)</v></c>"
    }
    if list("numbers").contains(reference) { return "<c r=\"\(reference)\"><v>\(text)</v></c>" }
    if list("dates").contains(reference) { return "<c r=\"\(reference)\" s=\"1\"><v>\(text)</v></c>" }
    guard !text.isEmpty else { return "" }
    return "<c r=\"\(reference)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text)</t></is></c>"
  }
}
