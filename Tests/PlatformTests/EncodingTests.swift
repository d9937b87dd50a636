import Platform
import Testing

@Suite struct EncodingTests {
  @Test(
    "Base64 of RFC 4648 section 10, both ways",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func base64(_ plain: String, _ encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
    #expect(Base64.decodePadded(Array(encoded.utf8)) == Array(plain.utf8))
  }

  @Test("Base64 with the wrong padding is refused where padding is required", arguments: ["Zg", "Zg=", "Z=g=", "===="])
  func padding(_ text: String) {
    #expect(Base64.decodePadded(Array(text.utf8)) == nil)
  }

  @Test("Base64 with other characters is refused")
  func otherCharacters() {
    #expect(Base64.decode("Zm 9v".utf8) == nil)
    #expect(Base64.decode("Zm-_".utf8) == nil)
  }

  @Test("hexadecimal digits, padded")
  func hexadecimal() {
    #expect(Hexadecimal.uppercase(0xAB as UInt8) == "AB")
    #expect(Hexadecimal.uppercase(0xA as UInt32, digits: 4) == "000A")
    #expect(Hexadecimal.lowercase(UInt64.max, digits: 16) == "ffffffffffffffff")
    #expect("09afAF".utf8.map { Hexadecimal.value(of: $0) } == [0, 9, 10, 15, 10, 15])
    #expect("/:@G`g".utf8.allSatisfy { Hexadecimal.value(of: $0) == nil })
    #expect((0..<16).map { Hexadecimal.lowercaseDigit($0) } == Array("0123456789abcdef".utf8))
  }

  @Test("a path is percent-encoded byte by byte")
  func percentEncoding() {
    #expect(PercentEncoding.path("/a-z_0.9~/ü %\n") == "/a-z_0.9~/%C3%BC%20%25%0A")
  }

  @Test("a timestamp is in UTC")
  func timestamp() {
    #expect(Timestamp(seconds: 0).description == "1970-01-01T00:00:00")
    #expect(Timestamp(seconds: 1_709_210_096).description == "2024-02-29T12:34:56")
    #expect(Timestamp(seconds: 1_709_210_096).date == "2024-02-29")
  }

  @Test("a secret is compared byte for byte and shows nothing")
  func secret() {
    let secret = Secret("Wren-4821")
    #expect(secret.matches("Wren-4821".utf8))
    #expect(secret.matches(Secret(Array("Wren-4821".utf8))))
    #expect(!secret.matches("Wren-482".utf8))
    #expect("\(secret)" == "••••")
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test("a secret that is put together is whole, beyond the first buffer too")
  func secretWriter() {
    var writer = SecretWriter()
    for index in 0..<1000 { writer.append(UInt8(truncatingIfNeeded: index)) }
    #expect(writer.secret.matches((0..<1000).map { UInt8(truncatingIfNeeded: $0) }))
  }
}
