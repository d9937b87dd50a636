import CSV
import Foundation
import Linting

/// A token in place of secrets, to be searched for in all that comes out.
public enum Canary {
  /// It begins and ends in the middle of a value, so that the value's own defects stay.
  public static let token = "Qz7Kx4Vj9"

  /// The token as it may be encoded on the way.
  public static var disguises: [String] {
    let bytes = Array(token.utf8)
    var all = [
      token, String(token.reversed()), bytes.map { String($0, radix: 16) }.joined(),
      bytes.map { String($0, radix: 16) }.joined().uppercased(),
    ]
    for shift in 0..<3 {
      let padded = Data(repeating: 0x20, count: shift) + Data(bytes)
      all.append(String(padded.base64EncodedString().dropFirst(shift == 0 ? 0 : 4).dropLast(4)))
    }
    return all
  }

  /// The fixture with a token in each of its secret cells, and behind the last cell that is no secret of
  /// rows with too many values; nil where it has none.
  public static func planted(_ fixture: Fixture) throws -> (bytes: [UInt8], count: Int)? {
    let layout = try fixture.sample().lint().layout
    guard case .utf8 = layout.document.encoding, layout.isReadable else { return nil }
    let secrets = layout.columns.indices.filter { layout.columns[$0].isSecret }
    guard let firstSecret = secrets.first else { return nil }
    var reader = layout.rowReader()
    var places: [Int] = []
    while reader.next() {
      let isWrong = reader.count != layout.expectedCount
      for (index, field) in reader.fields.enumerated() where field.count > 0 {
        let missing = max(0, layout.expectedCount - reader.count)
        if isWrong ? index >= max(firstSecret - missing, 1) : secrets.contains(index) {
          places.append(field.valueStart + (field.count + 1) / 2)
        }
      }
    }
    var bytes = fixture.bytes
    for place in places.reversed() { bytes.insert(contentsOf: token.utf8, at: min(place, bytes.count)) }
    return places.isEmpty ? nil : (bytes, places.count)
  }
}
