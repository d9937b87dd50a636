import CSV
import Layout
import Platform

/// Reads one export of recipients: from the Microsoft 365, Exchange or Entra admin center, from PowerShell or Active
/// Directory, or a plain list of addresses.
struct RecipientReader {
  /// What a column contains.
  private enum Column { case address, addresses, signInName, type, licenses, isLicensed }

  private let document: Document
  private let path: String

  init(_ document: Document, path: String) {
    (self.document, self.path) = (document, path)
  }

  private static let columns: [String: Column] = [
    "primarysmtpaddress": .address, "emailaddress": .address, "email": .address, "mail": .address,
    "windowsemailaddress": .address, "primaryemail": .address, "primaryemailaddress": .address,
    "smtpaddress": .address, "address": .address, "emailaddresses": .addresses, "proxyaddresses": .addresses,
    "emailaliases": .addresses, "aliases": .addresses, "userprincipalname": .signInName, "windowsliveid": .signInName,
    "microsoftonlineservicesid": .signInName, "upn": .signInName, "recipienttypedetails": .type,
    "recipienttype": .type, "mailboxtype": .type, "usertype": .type, "licenses": .licenses, "islicensed": .isLicensed,
  ]

  /// - Throws: ``RecipientError`` where there are no addresses.
  func read(into directory: RecipientDirectory) throws(RecipientError) {
    if let problem = document.workbookProblem { throw RecipientError("\(path): \(problem)") }
    guard document.isText else { throw RecipientError("\(path): not a list of recipients") }
    let start = FilePreamble(headOf: document).start
    let line = document.text[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    var reader = document.reader(
      LineCells.likeliestSeparator(UnsafeRawBufferPointer(rebasing: line)), from: start)
    guard reader.next() else { throw RecipientError("\(path): empty; expected a list of recipients") }
    let names = reader.fields.map { HeaderVocabulary.normalized(text($0.value)) }
    var columns = names.enumerated().compactMap { index, name in
      RecipientReader.columns[name].map { (index: index, column: $0) }
    }
    columns = RecipientReader.inOrder(columns, names)
    if columns.isEmpty {
      guard let index = reader.fields.firstIndex(where: { text($0.value).contains("@") }) else {
        throw RecipientError(
          "\(path): no column of addresses; expected an export of recipients, such as one with PrimarySmtpAddress")
      }
      columns = [(index, .addresses)]
      reader = document.reader(reader.delimiter, from: start)
    }
    let before = directory.addresses.count
    var unusable = 0
    while reader.next() { unusable += read(reader, columns, into: directory) ? 0 : 1 }
    if unusable > 0 {
      let advice = "export the addresses as text: Select-Object @{n='EmailAddresses';e={$_.EmailAddresses -join ' '}}"
      let note = "\(path): \(counted(unusable, "row")) with the name of a .NET type instead of addresses; \(advice)"
      if directory.addresses.count == before { throw RecipientError(note) }
      directory.notes.append(note)
    }
    if directory.addresses.count == before { throw RecipientError("\(path): no addresses") }
  }

  /// Addresses first, as they decide which recipient it is; of the columns of types the most detailed one.
  private static func inOrder(_ columns: [(index: Int, column: Column)], _ names: [String]) -> [(
    index: Int, column: Column
  )] {
    func all(_ wanted: Column) -> [(index: Int, column: Column)] { columns.filter { $0.column == wanted } }
    let types = all(.type).sorted { names[$0.index].utf8.count > names[$1.index].utf8.count }
    let addresses = all(.address) + all(.addresses) + all(.signInName)
    guard !addresses.isEmpty else { return [] }
    return addresses + types.prefix(1) + all(.licenses) + all(.isLicensed)
  }

  /// - Returns: false where the row contains a type's name instead of addresses.
  private func read(
    _ reader: Reader, _ columns: [(index: Int, column: Column)], into directory: RecipientDirectory
  ) -> Bool {
    let fields = reader.fields
    let base = document.text.baseAddress!.assumingMemoryBound(to: UInt8.self)
    var recipient: Int?
    var isUsable = true
    for (index, column) in columns where index < fields.count {
      let value = fields[index].value
      switch column {
      case .address, .addresses, .signInName:
        guard !value.isEmpty else { continue }
        var tokens = AddressTokens(base + value.lowerBound, value.count, isList: column != .signInName)
        while let token = tokens.next() {
          recipient = directory.add(token.text, token.count, isSignInName: column == .signInName, to: recipient)
        }
        if tokens.isTypeName { isUsable = false }
      case .type: if let recipient { directory.setType(bytes(value), of: recipient) }
      case .licenses:
        if let recipient { directory.recipients[recipient].hasLicense = !value.isEmpty && !isWord(value, "unlicensed") }
      case .isLicensed:
        let isTrue = isWord(value, "true")
        if let recipient, isTrue || isWord(value, "false") { directory.recipients[recipient].hasLicense = isTrue }
      }
    }
    return isUsable
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: document.text[range], as: UTF8.self) }

  private func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: document.text[range])
  }

  /// A value is a word of ASCII letters, letter case aside.
  private func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    range.count == word.utf8CodeUnitCount
      && zip(bytes(range), UnsafeBufferPointer(start: word.utf8Start, count: range.count)).allSatisfy {
        $0 | 0x20 == $1
      }
  }
}

extension RecipientDirectory {
  fileprivate func setType(_ name: UnsafeRawBufferPointer, of recipient: Int) {
    guard !name.isEmpty, recipients[recipient].type == 0 else { return }
    // An export has few, and most rows have the type of the row before.
    let known = typeNames.lastIndex {
      $0.count == name.count && memcmp($0.baseAddress!, name.baseAddress!, name.count) == 0
    }
    if known == nil, types.count < Int(UInt16.max) {
      types.append(RecipientType(name: String(decoding: name, as: UTF8.self)))
      typeNames.append(name)
    }
    recipients[recipient].type = UInt16(known.map { $0 + 1 } ?? types.count - 1)
  }
}
