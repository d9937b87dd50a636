/// The grammar of addresses once more, slow and obvious, straight from the rules of RFC 5321, 5322 and 6531: every
/// rule maps a place to all the places at which it may end. Knows no lengths.
struct AddressGrammar {
  typealias Rule = (Int) -> Set<Int>

  static func accepts(_ text: [UInt8]) -> Bool {
    guard Array(String(decoding: text, as: UTF8.self).utf8) == text else { return false }
    return AddressGrammar(text: text).mailbox(0).contains(text.count)
  }

  private let text: [UInt8]

  // Mailbox = Local-part "@" ( Domain / address-literal )
  private func mailbox(_ place: Int) -> Set<Int> {
    // obs-local-part = word *("." word)
    let local = seq(word, many(seq(byte("."), word)))
    // obs-domain = atom *("." atom), an atom being a sub-domain
    let atom = seq(opt(cfws), subdomain, opt(cfws))
    let domain = seq(atom, many(seq(byte("."), atom)))
    let bracketed = seq(opt(cfws), byte("["), alt(ipv4, seq(tag, ipv6)), byte("]"), opt(cfws))
    return seq(local, byte("@"), alt(domain, bracketed))(place)
  }

  // word = [CFWS] (atom / quoted-string) [CFWS]
  private var word: Rule {
    let atext = one { byte in
      byte >= 0x80
        || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~".utf8.contains(
          byte)
    }
    // QcontentSMTP = qtextSMTP / quoted-pairSMTP
    let qtext = one { (32...33).contains($0) || (35...91).contains($0) || (93...126).contains($0) || $0 >= 0x80 }
    let pair = seq(byte("\\"), one { (32...126).contains($0) })
    let quoted = seq(byte("\""), many(alt(qtext, pair)), byte("\""))
    return seq(opt(cfws), alt(some(atext), quoted), opt(cfws))
  }

  // CFWS = 1*([FWS] comment) [FWS], without the alternative of a bare FWS
  private func cfws(_ place: Int) -> Set<Int> {
    seq(some(seq(opt(fws), comment)), opt(fws))(place)
  }

  // obs-FWS = 1*([CRLF] WSP)
  private var fws: Rule {
    some(seq(opt(seq(one { $0 == 13 }, one { $0 == 10 })), one { $0 == 32 || $0 == 9 }))
  }

  // comment = "(" *([FWS] ccontent) [FWS] ")"
  private func comment(_ place: Int) -> Set<Int> {
    guard place < text.count, text[place] == UInt8(ascii: "(") else { return [] }
    let ctext = one { (33...39).contains($0) || (42...91).contains($0) || (93...126).contains($0) || $0 >= 0x80 }
    let pair = seq(byte("\\"), one { (32...126).contains($0) || $0 == 9 || $0 >= 0x80 })
    let content = alt(ctext, pair, comment)
    return seq(byte("("), many(seq(opt(fws), content)), opt(fws), byte(")"))(place)
  }

  // sub-domain = Let-dig [Ldh-str] / U-label
  private var subdomain: Rule {
    let isInner = { (byte: UInt8) in
      byte >= 0x80 || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8.contains(byte)
    }
    let inner = one(isInner)
    return seq(inner, opt(seq(many(one { isInner($0) || $0 == UInt8(ascii: "-") }), inner)))
  }

  private var ipv4: Rule {
    let number: Rule = { place in
      Set(
        (1...3).compactMap { length in
          let end = place + length
          guard end <= text.count, text[place..<end].allSatisfy({ (48...57).contains($0) }),
            let value = Int(String(decoding: text[place..<end], as: UTF8.self)), value <= 255
          else { return nil }
          return end
        })
    }
    return seq(number, byte("."), number, byte("."), number, byte("."), number)
  }

  private var tag: Rule {
    seq(one { $0 | 32 == 105 }, one { $0 | 32 == 112 }, one { $0 | 32 == 118 }, byte("6"), byte(":"))
  }

  private var ipv6: Rule {
    let digit = one { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
    let hex = seq(digit, opt(digit), opt(digit), opt(digit))
    let colon = byte(":")
    func groups(_ count: Int) -> Rule {
      count == 0 ? { [$0] } : seq(hex, times(count - 1, seq(colon, hex)))
    }
    var rules = [groups(8), seq(groups(6), colon, ipv4)]
    for before in 0...6 {
      for after in 0...6 - before { rules.append(seq(groups(before), colon, colon, groups(after))) }
    }
    for before in 0...4 {
      for after in 0...4 - before {
        let link = after == 0 ? ipv4 : seq(groups(after), colon, ipv4)
        rules.append(seq(groups(before), colon, colon, link))
      }
    }
    return { place in rules.reduce(into: []) { $0.formUnion($1(place)) } }
  }

  // MARK: Combinators

  private func one(_ isIncluded: @escaping (UInt8) -> Bool) -> Rule {
    { place in place < text.count && isIncluded(text[place]) ? [place + 1] : [] }
  }

  private func byte(_ scalar: Unicode.Scalar) -> Rule {
    one { $0 == UInt8(ascii: scalar) }
  }

  private func seq(_ rules: Rule...) -> Rule {
    { place in
      rules.reduce([place]) { ends, rule in ends.reduce(into: Set()) { $0.formUnion(rule($1)) } }
    }
  }

  private func alt(_ rules: Rule...) -> Rule {
    { place in rules.reduce(into: Set()) { $0.formUnion($1(place)) } }
  }

  private func opt(_ rule: @escaping Rule) -> Rule {
    { place in rule(place).union([place]) }
  }

  private func times(_ count: Int, _ rule: @escaping Rule) -> Rule {
    { place in
      (0..<count).reduce([place]) { ends, _ in ends.reduce(into: Set()) { $0.formUnion(rule($1)) } }
    }
  }

  private func many(_ rule: @escaping Rule) -> Rule {
    { place in
      var all: Set = [place]
      var fresh = all
      while !fresh.isEmpty {
        fresh = fresh.reduce(into: Set<Int>()) { $0.formUnion(rule($1)) }.subtracting(all)
        all.formUnion(fresh)
      }
      return all
    }
  }

  private func some(_ rule: @escaping Rule) -> Rule {
    seq(rule, many(rule))
  }
}
