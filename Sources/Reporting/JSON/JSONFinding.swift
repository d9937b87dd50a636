import Linting

/// Writes the members of a finding's object, its closing brace included.
final class JSONFinding {
  private let output: Output
  private let isMergeable: Bool
  @exclusivity(unchecked) private var message: [UInt8] = []
  /// The letters of the columns asked for so far.
  @exclusivity(unchecked) private var letters: [String] = []
  /// What is the same for every finding of a rule, by its index: its name as a JSON member, and its help.
  @exclusivity(unchecked) private var heads: [[UInt8]] = Array(repeating: [], count: RuleRegistry.rules.count)
  @exclusivity(unchecked) private var helps: [[UInt8]] = Array(repeating: [], count: RuleRegistry.rules.count)

  init(output: Output, isMergeable: Bool) {
    self.output = output
    self.isMergeable = isMergeable
  }

  func write(_ index: Int, of file: any ReportedFile) {
    let rule = file.rule(index)
    if heads[rule.index].isEmpty {
      heads[rule.index] = Array("\"rule\":\"\(rule.name)\",\"severity\":\"".utf8)
      helps[rule.index] = Array(",\"help\":\"\(RuleRegistry.pageURL(rule.name))\"".utf8)
    }
    let span = file.span(index)
    let bytes = file.bytes(index)
    output.put(heads[rule.index])
    output.put(file.severity(index).rawValue)
    output.put("\",\"message\":")
    message.removeAll(keepingCapacity: true)
    file.render(index, into: &message)
    output.putJSON(message)
    output.put(",\"advice\":")
    output.putJSON(file.advice(index))
    put(",\"line\":", span.start.line)
    put(",\"column\":", span.start.column)
    put(",\"endLine\":", span.end.line)
    put(",\"endColumn\":", span.end.column)
    let sheetCell = file.sheetCell(index)
    if sheetCell == nil {
      put(",\"byteOffset\":", bytes.offset)
      put(",\"byteLength\":", bytes.length)
    } else {
      output.put(",\"byteOffset\":null,\"byteLength\":null")
    }
    if let row = file.row(index) { put(",\"row\":", row) } else { output.put(",\"row\":null") }
    put(",\"rows\":", file.rows(index))
    output.put(",\"field\":")
    if let name = file.field(index) { output.putJSON(name) } else { output.put("null") }
    let column = file.column(index)
    if let column { put(",\"fieldIndex\":", column + 1) } else { output.put(",\"fieldIndex\":null") }
    output.put(",\"cell\":\"")
    if let sheetCell {
      output.put(sheetCell.cell)
      output.put("\",\"sheet\":")
      output.putJSON(sheetCell.sheet)
    } else {
      output.put(letters(column ?? 0))
      output.put(file.record(index))
      output.put("\",\"sheet\":null")
    }
    output.put(",\"service\":")
    if let service = file.service(index) { output.putJSON(service) } else { output.put("null") }
    output.put(helps[rule.index])
    output.put(",\"related\":[")
    if let related = file.related(index) { write(related) }
    output.put("],\"fix\":")
    if let fix = file.fix(index) { write(fix) } else { output.put("null") }
    if isMergeable { writeMerge(index, of: file) }
    output.put("}")
  }

  private func letters(_ column: Int) -> String {
    guard column < 64 else { return Cell.letters(column) }
    while letters.count <= column { letters.append(Cell.letters(letters.count)) }
    return letters[column]
  }

  private func write(_ fix: ReportedFix) {
    output.put("{\"title\":")
    output.putJSON(fix.title.text)
    output.put(fix.title.isSafe ? ",\"safe\":true,\"edits\":[" : ",\"safe\":false,\"edits\":[")
    for (index, edit) in fix.edits.enumerated() {
      put(index == 0 ? "{\"byteOffset\":" : ",{\"byteOffset\":", edit.offset)
      put(",\"byteLength\":", edit.length)
      if let newText = edit.newText {
        output.put(",\"newText\":")
        output.putJSON(newText)
      }
      output.put("}")
    }
    output.put("]}")
  }

  private func write(_ related: RelatedPlace) {
    output.put("{\"message\":")
    output.putJSON(related.message)
    put(",\"line\":", related.start.line)
    put(",\"column\":", related.start.column)
    output.put("}")
  }

  /// What other formats need besides; no secret is in it, as none is in them.
  private func writeMerge(_ index: Int, of file: any ReportedFile) {
    // A report that was read and does not say it has nothing of all this.
    guard let bytes = file.byteSpan(index) else { return }
    output.put(",\"merge\":{\"template\":")
    output.putJSON(file.template(index))
    output.put(",\"identity\":\"")
    message.removeAll(keepingCapacity: true)
    file.fingerprint(index).append(to: &message)
    output.put(message)
    output.put("\"")
    put(",\"byteColumn\":", bytes.start.column)
    put(",\"byteEndColumn\":", bytes.end.column)
    if let excerpt = file.excerpt(index) {
      output.put(",\"excerpt\":{\"text\":")
      output.putJSON(excerpt.text)
      put(",\"from\":", excerpt.mark.lowerBound)
      put(",\"to\":", excerpt.mark.upperBound)
      output.put("}")
    }
    if let span = file.relatedSpan(index, in: .codePoints), let bytes = file.relatedSpan(index, in: .bytes) {
      output.put(",\"related\":")
      write(span, bytes)
    }
    let most = Suggestion.mostEdits
    if let suggestion = file.suggestion(index, in: .codePoints, most: most),
      let bytes = file.suggestion(index, in: .bytes, most: most)
    {
      output.put(",\"edits\":[")
      for (number, (edit, bytes)) in zip(suggestion.edits, bytes.edits).enumerated() {
        if number > 0 { output.put(",") }
        write(edit.span, bytes.span)
      }
      output.put("]")
    }
    output.put("}")
  }

  private func write(_ span: Span, _ bytes: Span) {
    put("{\"line\":", span.start.line)
    put(",\"column\":", span.start.column)
    put(",\"endLine\":", span.end.line)
    put(",\"endColumn\":", span.end.column)
    put(",\"byteColumn\":", bytes.start.column)
    put(",\"byteEndColumn\":", bytes.end.column)
    output.put("}")
  }

  private func put(_ name: StaticString, _ number: Int) {
    output.put(name)
    output.put(number)
  }
}

/// A cell as a spreadsheet names it.
enum Cell {
  /// The letters of a column, counted from 0.
  static func letters(_ column: Int) -> String {
    var letters = ""
    var index = column
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + index % 26))) + letters
      index = index / 26 - 1
    } while index >= 0
    return letters
  }
}
