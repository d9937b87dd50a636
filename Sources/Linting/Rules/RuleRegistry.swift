import RuleResources

/// Every rule, in the order of `RULES.md`.
public enum RuleRegistry {
  /// Those about a file and the probe's behind them.
  public static let rules: [any Rule] = checks + (ProbeRule.all as [any Rule])

  /// Those about a file: no other is asked while one is linted. Their indices are the same as in ``rules``.
  public static let checks: [any Rule] = [
    FileEmpty(), FileTooLarge(), FileNotCSV(), FileName(), FileReadableByOthers(), ExportUnconverted(),
    HiddenRows(), MergedCells(),
    EncodingNotUnicode(), EncodingUTF16Unmarked(), EncodingNotUTF8(), EncodingMixed(), ReplacementCharacter(),
    CharactersLost(),
    ControlCharacter(),
    MojibakeText(), InvisibleCharacter(), SmartPunctuation(), ConfusableCharacter(), NotNormalized(),
    Delimiter(), TrailingDelimiters(), SeparatorLine(), TypeLine(), TitleLine(), HeaderRepeated(), SummaryLine(),
    RowQuoted(), StrayQuote(), TextAfterQuote(), BackslashQuote(), UnclosedQuote(),
    LineBreakInValue(), LineEnding(), BlankLine(), EmptyRow(), ColumnCount(),
    HeaderMissing(), HeaderUnexpected(), HeaderSwapped(), ColumnMissing(), ColumnName(), ColumnUnknown(),
    ColumnDuplicate(),
    ColumnUnnamed(), ColumnOrder(),
    NoRows(), TooManyRows(), RowMissing(), ValueMissing(), ValueWhitespace(), ValueTooLong(), ValueTooShort(),
    ValueNotAllowed(),
    ValuePattern(), TooManyValues(), DuplicateMailbox(), DuplicateValue(), DuplicateSource(), MappingNotOneToOne(),
    RowsShifted(), SpreadsheetError(), SpreadsheetNumber(),
    SpreadsheetFormula(), SpreadsheetDate(), TextMarker(),
    AddressSyntax(), AddressDecorated(), AddressUnusual(), AddressNotASCII(), AddressTooLong(), AddressDomain(),
    AddressConsumer(), AddressOutlier(), RecipientMissing(), UnsuitableRecipient(),
    LoginFormat(), LoginReversed(), LoginSeparator(), LoginMixed(), LoginAdmin(), LoginMailbox(), LoginUnsupported(),
    LoginCharacters(), LoginFullAddress(), PasswordSpaces(), PasswordPlaceholder(), PasswordNotASCII(),
    PasswordDiffers(), PasswordHash(), PasswordQuoting(),
    RootMissing(), RootUnexpected(), RootPartial(), RootPath(), RootDuplicate(), RootCharacters(), RootMailbox(),
  ]

  /// What reports print as the rules' help, in the same order.
  public static let advice = rules.map(\.info.advice)
  /// The rules' names, in the same order.
  static let names = rules.map(\.info.name)
  /// By rule: its place among the names in alphabetical order.
  static let ranks: [Int] = {
    var ranks = [Int](repeating: 0, count: names.count)
    for (rank, index) in names.indices.sorted(by: { names[$0] < names[$1] }).enumerated() { ranks[index] = rank }
    return ranks
  }()

  public static func rule(named name: String) -> (any Rule)? { rules.first { $0.info.name == name } }

  /// Where a rule's page can be read.
  public static func pageURL(_ rule: String) -> String {
    "https://github.com/batchlint/batchlint/blob/main/rules/docs/\(rule).md"
  }

  /// A rule's page, as Markdown.
  public static func page(_ rule: String) -> String? { RuleResources.text(rule, in: .pages) }

  /// A rule's page without what its samples are tested with, behind the languages of their code blocks.
  public static func readablePage(_ rule: String) -> String? {
    page(rule)?.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("```") ? $0.prefix { $0 != " " } : $0 }.joined(separator: "\n")
  }

  /// The first sentence of a rule's page.
  public static func summary(_ rule: String) -> String {
    let lines = page(rule)?.split(separator: "\n", omittingEmptySubsequences: true) ?? []
    return lines.first { !$0.hasPrefix("#") }.map(String.init) ?? ""
  }
}
