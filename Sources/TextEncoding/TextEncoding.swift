import CICU

/// An encoding that files come in, by the name that reports give it.
public struct TextEncoding: Sendable, Equatable {
  /// `windows-1252`, `Shift_JIS`.
  public let name: String
  /// Other names that people and programs give it.
  let aliases: [String]
  /// The name of the table in libicu, which distinguishes more variants than the names do.
  let converter: String

  init(_ name: String, _ aliases: String = "", converter: String? = nil) {
    self.name = name
    self.aliases = aliases.split(separator: " ").map(String.init)
    self.converter = converter ?? name
  }

  /// Every encoding that can be named. Where a Windows encoding fills the gaps of an ISO one, the ISO name means it.
  public static let all: [TextEncoding] = [
    TextEncoding("UTF-8", "unicode"),
    TextEncoding("UTF-16LE", "utf-16 ucs-2"), TextEncoding("UTF-16BE"),
    TextEncoding("UTF-32LE", "utf-32 ucs-4"), TextEncoding("UTF-32BE"),
    TextEncoding("windows-1250", "cp1250"), TextEncoding("windows-1251", "cp1251"),
    TextEncoding("windows-1252", "cp1252 iso-8859-1 latin1 l1 ascii us-ascii ansi"),
    TextEncoding("windows-1253", "cp1253"),
    TextEncoding("windows-1254", "cp1254 iso-8859-9 latin5"), TextEncoding("windows-1255", "cp1255"),
    TextEncoding("windows-1256", "cp1256"), TextEncoding("windows-1257", "cp1257"),
    TextEncoding("windows-1258", "cp1258"),
    TextEncoding("windows-874", "cp874 tis-620 iso-8859-11"),
    TextEncoding("ISO-8859-2", "latin2"), TextEncoding("ISO-8859-3", "latin3"), TextEncoding("ISO-8859-4", "latin4"),
    TextEncoding("ISO-8859-5"), TextEncoding("ISO-8859-6"), TextEncoding("ISO-8859-7"), TextEncoding("ISO-8859-8"),
    TextEncoding("ISO-8859-10", "latin6", converter: "iso-8859_10-1998"), TextEncoding("ISO-8859-13", "latin7"),
    TextEncoding("ISO-8859-14", "latin8", converter: "iso-8859_14-1998"), TextEncoding("ISO-8859-15", "latin9"),
    TextEncoding("KOI8-R", "koi8"), TextEncoding("KOI8-U"),
    TextEncoding("macintosh", "macroman x-mac-roman mac"), TextEncoding("x-mac-centraleurroman", "maccentraleurope"),
    TextEncoding("x-mac-cyrillic", "maccyrillic"), TextEncoding("x-mac-greek", "macgreek"),
    TextEncoding("x-mac-turkish", "macturkish"),
    TextEncoding("IBM437", "cp437"), TextEncoding("IBM850", "cp850"), TextEncoding("IBM852", "cp852"),
    TextEncoding("IBM737", "cp737"), TextEncoding("IBM775", "cp775"), TextEncoding("IBM855", "cp855"),
    TextEncoding("IBM857", "cp857"),
    TextEncoding("IBM862", "cp862"), TextEncoding("IBM865", "cp865"), TextEncoding("IBM866", "cp866"),
    TextEncoding("IBM869", "cp869"),
    TextEncoding("Shift_JIS", "shift-jis sjis cp932 windows-31j ms932", converter: "ibm-943_P15A-2003"),
    TextEncoding("EUC-JP", "eucjp"),
    TextEncoding("GB18030", "gbk gb2312 cp936 windows-936 euc-cn"),
    TextEncoding("Big5", "cp950 windows-950 big5-hkscs", converter: "windows-950-2000"),
    TextEncoding("EUC-KR", "cp949 windows-949 uhc ks_c_5601-1987", converter: "windows-949-2000"),
  ]

  /// The encoding of a name or one of its aliases; letter case, hyphens and underscores do not matter.
  public static func named(_ name: String) -> TextEncoding? {
    let wanted = simplified(name)
    return all.first { simplified($0.name) == wanted || $0.aliases.contains { simplified($0) == wanted } }
  }

  private static func simplified(_ name: String) -> String { name.lowercased().filter { $0 != "-" && $0 != "_" } }

  /// Whether it is one of Unicode's own.
  public var isUnicode: Bool { name.hasPrefix("UTF-") }

  /// Whether a character may have two bytes.
  public var isEastAsian: Bool { ["Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR"].contains(name) }

  var isUTF16: Bool { name == "UTF-16LE" || name == "UTF-16BE" }

  /// What the bytes from 0x80 on encode; U+FFFD for those that encode nothing, or for a part of a character.
  func upperHalf() -> [Unicode.Scalar] {
    guard let converter = cicu_converter_open(converter) else { return [] }
    defer { cicu_converter_close(converter) }
    return (UInt8(0x80)...0xFF).map { byte in
      var offset = 0
      let code = withUnsafeBytes(of: byte) {
        cicu_converter_next(converter, $0.bindMemory(to: CChar.self).baseAddress!, 1, &offset)
      }
      return Unicode.Scalar(UInt32(bitPattern: code)) ?? "\u{FFFD}"
    }
  }
}
