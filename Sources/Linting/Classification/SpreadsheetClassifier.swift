import CSV

/// Values that a spreadsheet made, or would make something of.
struct SpreadsheetClassifier {
  private static let classes: [UInt8] = {
    var classes = [UInt8](repeating: 0, count: 256)
    for byte in "0123456789" { classes[Int(byte.asciiValue!)] = 1 | 16 }
    for byte in ".,:/Ee" { classes[Int(byte.asciiValue!)] = 16 }
    for byte in "+-" { classes[Int(byte.asciiValue!)] = 2 | 16 }
    for byte in "=@" { classes[Int(byte.asciiValue!)] = 2 }
    classes[Int(UInt8(ascii: "#"))] = 4
    for byte in "JFMASONDjfmasond" { classes[Int(byte.asciiValue!)] |= 8 }
    return classes
  }()

  nonisolated(unsafe) private static let table: UnsafePointer<UInt8> = {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    memory.initialize(from: classes, count: 256)
    return UnsafePointer(memory)
  }()

  private let table = SpreadsheetClassifier.table

  /// What the value begins like; a number or date only if it is made of nothing else.
  @inline(__always)
  func flags(_ value: UnsafePointer<UInt8>, _ count: Int, isPassword: Bool) -> FieldFlags {
    let first = table[Int(value[0])]
    if first & 15 == 0 { return [] }
    if first & 1 != 0 { return SpreadsheetClassifier.isNumberOrDate(value, count) ? .numberLike : [] }
    if first & 2 != 0 {
      if SpreadsheetClassifier.isWrapper(value, 0..<count) { return .wrapped }
      return isPassword ? [] : .formulaLike
    }
    if first & 4 != 0 { return SpreadsheetClassifier.isErrorValue(value, count) ? .errorLike : [] }
    return count == 6 && value[3] == UInt8(ascii: "-") && SpreadsheetClassifier.isDate(value, count) ? .numberLike : []
  }

  /// `="…"`, with its quotes as they are, or doubled inside quotes.
  static func isWrapper(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.count > 3 && base[range.lowerBound] == UInt8(ascii: "=") && base[range.lowerBound + 1] == UInt8(ascii: "\"")
      && base[range.upperBound - 1] == UInt8(ascii: "\"")
  }

  private static func isNumberOrDate(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var marks = 0
    for index in 0..<min(count, 32) {
      let look = table[Int(value[index])]
      guard look & 16 != 0 else { return isDate(value, count) }
      if look & 1 == 0 { marks += 1 }
    }
    return marks > 0 && count <= 32
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// `2-Jan`, `02-Jan`, `2-Jan-24`, `Jan-24`.
  static func isDate(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 5, count <= 11 else { return false }
    let parts = String(decoding: UnsafeBufferPointer(start: value, count: count), as: UTF8.self).lowercased().split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.count(where: { months.contains(String($0)) }) == 1 else {
      return false
    }
    return parts.allSatisfy { part in
      months.contains(String(part))
        || (Int(part).map { part.count == 4 ? (1900...2100).contains($0) : part.count <= 2 && $0 >= 0 } ?? false)
    }
  }

  private static let errors = [
    "#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#CONNECT!", "#GETTING_DATA", "#####",
  ]
  static let localErrors = [
    "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NOM?", "#VALEUR!", "#NOMBRE?", "#¿NOMBRE?", "#¡REF!", "#¡VALOR!", "#NOME?",
    "#VALORE!",
  ]

  private static func isErrorValue(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 16 else { return false }
    let text = String(decoding: UnsafeBufferPointer(start: value, count: count), as: UTF8.self).uppercased()
    return errors.contains(text) || localErrors.contains(text) || (count >= 5 && text.allSatisfy { $0 == "#" })
  }
}
