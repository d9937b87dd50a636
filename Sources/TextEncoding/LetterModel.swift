/// How likely a word with letters beyond ASCII is in one language, in bits: the fewer, the likelier.
struct LetterModel {
  /// What is at one place of a word.
  enum Place {
    static let edge: UInt8 = 0
    // 1 to 26 are a to z, and then the language's own letters.
    static let firstOwn: UInt8 = 27
    /// A letter that the language does not have.
    static let foreign: UInt8 = 255
  }

  /// Bits of a letter that is not the language's.
  private static let foreignLetter: Float = 15
  /// Bits of a usual letter, and of the end of a word.
  private static let plainLetter: Float = 4.5
  private static let plainEdge: Float = 2.7
  /// Bits of a neighbour that is frequent, not so frequent, or neither.
  private static let often: Float = 3.2, seldom: Float = 5.2, never: Float = 8
  /// How far the neighbourhood of two letters of ASCII counts: the table's words are a small sample of a language.
  private static let trustInASCII: Float = 0.6
  /// Bits of a Latin letter beside one of another script.
  private static let mixedScript: Float = 10

  private var numbers: [Unicode.Scalar: UInt8] = [:]
  private let width: Int
  /// `width * from + to`: bits of `to` behind `from`.
  private let steps: [Float]

  init(table: String, isLatin: Bool) {
    let lines = table.unicodeScalars.split(separator: "\n").map { $0.split(separator: " ").map(Array.init) }
    let rows = lines.filter { $0.count == 4 }
    for (index, row) in rows.enumerated() { numbers[row[0][0]] = UInt8(index) + Place.firstOwn }
    for (index, letter) in "abcdefghijklmnopqrstuvwxyz".unicodeScalars.enumerated() {
      numbers[letter] = UInt8(index) + 1
    }
    numbers["-"] = Place.edge
    width = rows.count + Int(Place.firstOwn)
    var steps = [Float](repeating: 0, count: width * width)
    for from in 0...26 { for to in 0...26 { steps[from * width + to] = to == 0 ? 0 : LetterModel.plainLetter } }
    let weights = rows.map { $0[1].reduce(Float(0)) { $0 * 10 + Float($1.value - 0x30) } }
    // Only words with such letters are looked at: how many others a language has does not count.
    let all = weights.reduce(0, +) * (isLatin ? 10 : 1)
    for (index, row) in rows.enumerated() {
      let own = index + Int(Place.firstOwn)
      let bits = LetterModel.log2(all / weights[index])
      let before = LetterModel.neighbours(row[2], numbers, width)
      let after = LetterModel.neighbours(row[3], numbers, width)
      for other in 0..<width {
        let plain = other == 0 ? LetterModel.plainEdge : LetterModel.plainLetter
        if other < Int(Place.firstOwn) {
          steps[other * width + own] = bits + (before.map { $0[other] } ?? plain) - plain
        }
        steps[own * width + other] = (after.map { $0[other] } ?? plain) - (other == 0 ? plain : 0)
      }
    }
    for line in lines where line.count == 2 {
      guard let from = numbers[line[0][0]], let after = LetterModel.neighbours(line[1], numbers, width) else {
        continue
      }
      for to in 0...26 {
        let plain = to == 0 ? LetterModel.plainEdge : LetterModel.plainLetter
        steps[Int(from) * width + to] = LetterModel.trustInASCII * (after[to] - plain) + (to == 0 ? 0 : plain)
      }
    }
    if !isLatin {
      for own in Int(Place.firstOwn)..<width {
        for other in 1...26 {
          steps[own * width + other] += LetterModel.mixedScript
          steps[other * width + own] += LetterModel.mixedScript
        }
      }
    }
    self.steps = steps
  }

  /// The number of a letter, in lower case.
  func number(of letter: Unicode.Scalar) -> UInt8 { numbers[letter] ?? Place.foreign }

  /// Bits of one place behind another.
  @inline(__always)
  func bits(_ from: UInt8, _ to: UInt8) -> Float {
    if to == Place.foreign { return LetterModel.foreignLetter }
    if from == Place.foreign {
      // Nothing is known of its neighbours: as at the edge of a word.
      return to == 0 ? 0 : steps[Int(to)]
    }
    return steps[Int(from) * width + Int(to)]
  }

  /// Bits of each neighbour in a list of the table; nil where they are not known.
  private static func neighbours(_ list: [Unicode.Scalar], _ numbers: [Unicode.Scalar: UInt8], _ width: Int) -> [Float]?
  {
    guard list != ["?"] else { return nil }
    var bits = [Float](repeating: LetterModel.never, count: width)
    var rank = LetterModel.often
    for letter in list {
      if letter == "|" { rank = LetterModel.seldom } else if let number = numbers[letter] { bits[Int(number)] = rank }
    }
    return bits
  }

  /// The logarithm to the base 2, to a hundredth.
  private static func log2(_ value: Float) -> Float {
    let exponent = Float(value.exponent)
    let rest = value.significand - 1
    return exponent + rest * (1.3465 - rest * 0.3465)
  }
}
