import CSV
import Foundation
import Testing

/// The collection csv-spectrum: files with what they hold as JSON beside them.
@Suite struct SpectrumTests {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../../shared/corpora/csv-spectrum").standardizedFileURL
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  static let names = [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates", "newlines",
    "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8",
  ]

  /// Values that differ in the collection itself: the JSON has another number than the file.
  static let slips = ["location_coordinates": ["Contact Phone Number": (file: "2095257564", json: "1234567890")]]

  @Test("csv-spectrum", .enabled(if: isThere, "csv-spectrum is not in ../shared/corpora"), arguments: names)
  func spectrum(_ name: String) throws {
    let text = Array(try Data(contentsOf: SpectrumTests.folder.appending(path: "csvs/\(name).csv")))
    var due = try SpectrumTests.rows(
      of: try Data(contentsOf: SpectrumTests.folder.appending(path: "json/\(name).json")))
    for (column, slip) in SpectrumTests.slips[name] ?? [:] {
      for row in due.indices {
        #expect(due[row][column] == slip.json)
        due[row][column] = slip.file
      }
    }
    let read = records(of: text)
    let header = read[0].values(in: text)
    let rows = read.dropFirst().map { record in
      #expect(record.count == header.count)
      return Dictionary(
        uniqueKeysWithValues: zip(header, record.fields.map { SpectrumTests.content(of: $0, in: text) }))
    }
    #expect(rows == due)
  }

  @Test("nothing of the collection is left out", .enabled(if: isThere, "csv-spectrum is not in ../shared/corpora"))
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: SpectrumTests.folder.appending(path: "csvs").path)
    #expect(files.sorted() == SpectrumTests.names.map { "\($0).csv" })
  }

  /// The objects of the JSON; one object alone is one row.
  private static func rows(of data: Data) throws -> [[String: String]] {
    let json = try JSONSerialization.jsonObject(with: data)
    if let row = json as? [String: String] { return [row] }
    return try #require(json as? [[String: String]])
  }

  private static func content(of field: ReadField, in text: [UInt8]) -> String {
    let value = String(decoding: text[field.value], as: UTF8.self)
    return field.flags.contains(.doubledQuote) ? value.replacingOccurrences(of: "\"\"", with: "\"") : value
  }
}
