/// Names that make good batch names: letters, digits and hyphens, none longer than the service takes.
struct BatchNames {
  /// What the service takes of any kind (New-MigrationBatch, parameter `-Name`), in characters.
  static let usualLimit = 64

  private let stem: String
  private let digits: Int

  /// - Parameters:
  ///   - path: the file that is divided.
  ///   - limit: how long a name may be without its extension; nil for the usual length.
  ///   - count: how many batches there are besides the pilot.
  init(path: String, limit: Int?, count: Int) {
    digits = max(2, String(count).count)
    let room = (limit ?? BatchNames.usualLimit) - max(BatchNames.pilotMark.count, digits + 1)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let dot = name.dropFirst().lastIndex(of: ".") ?? name.endIndex
    stem = BatchNames.clean(name[..<dot], room: max(1, room))
  }

  var pilot: String { "\(stem)\(BatchNames.pilotMark).csv" }

  /// - Parameter index: from 0.
  func batch(_ index: Int) -> String {
    let number = String(index + 1)
    return "\(stem)-\(String(repeating: "0", count: digits - number.count))\(number).csv"
  }

  private static let pilotMark = "-pilot"

  /// The name that a batch of a file has: the file's, without what makes a bad batch name.
  static func stem(of file: String) -> String {
    let dot = file.dropFirst().lastIndex(of: ".") ?? file.endIndex
    return clean(file[..<dot], room: usualLimit)
  }

  /// Everything else becomes a hyphen, but for marks on letters, which go.
  private static func clean(_ text: Substring, room: Int) -> String {
    var words: [String] = [""]
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        words[words.count - 1].unicodeScalars.append(scalar)
      } else if scalar.properties.generalCategory != .nonspacingMark {
        words.append("")
      }
    }
    let name = words.filter { !$0.isEmpty }.joined(separator: "-").prefix(room)
    let trimmed = name.last == "-" ? name.dropLast() : name
    return trimmed.isEmpty ? "batch" : String(trimmed)
  }
}
