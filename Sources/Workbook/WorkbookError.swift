/// Why a file cannot be read as a workbook.
public enum WorkbookError: Error, Equatable, Sendable {
  /// A workbook that needs a password: an OLE container around an encrypted package, or encrypted members.
  case encrypted
  /// A workbook, or another file, in a format that is not read; `format` names it: `Excel 97–2003 workbook (.xls)`.
  case unsupportedFormat(String)
  /// No workbook at all; `found` names what it is, where that is known: `ZIP archive`.
  case notAWorkbook(found: String)
  /// The ZIP archive ends before its directory, or a member ends early.
  case truncated
  /// A member, or the archive itself, is damaged; `part` is a member's name.
  case damaged(part: String, reason: String)
  /// A part that another one refers to, or that every workbook has, is missing.
  case missingPart(String)
  /// A part is not well-formed XML, or holds what the format does not allow; `line` counts from 1.
  case malformed(part: String, line: Int, reason: String)
  /// A part declares a document type, and with it perhaps entities.
  case doctype(part: String)
  /// A limit of ``WorkbookLimits`` is exceeded.
  case limit(WorkbookLimits.Limit)
  /// No sheet has this name.
  case noSuchSheet(String)
}

extension WorkbookError: CustomStringConvertible {
  /// The reason in one sentence without a period, such as `the workbook is encrypted with a password`.
  public var description: String {
    switch self {
    case .encrypted: "the workbook is encrypted with a password"
    case .unsupportedFormat(let format): "\(format) is not supported"
    case .notAWorkbook(let found): "not a workbook but \(found)"
    case .truncated: "the workbook is cut off: its ZIP archive is incomplete"
    case .damaged(let part, let reason): "the workbook is damaged: \(part): \(reason)"
    case .missingPart(let part): "the workbook is incomplete: it has no \(part)"
    case .malformed(let part, let line, let reason): "the workbook is damaged: \(part), line \(line): \(reason)"
    case .doctype(let part): "\(part) declares a document type, which is refused"
    case .limit(let limit): limit.description
    case .noSuchSheet(let name): "no sheet is named `\(name)`"
    }
  }
}

/// How much of a workbook is read, so that a hostile one costs neither memory nor time.
public enum WorkbookLimits {
  /// Members of the ZIP archive.
  public static let members = 10_000
  /// Unpacked size of one member, in bytes.
  public static let partSize = 256 << 20
  /// Unpacked size of all members that are read, in bytes.
  public static let totalSize = 512 << 20
  /// How many times larger a member may unpack, once it is larger than `ratioFloor`.
  public static let ratio = 200
  /// From how many bytes on `ratio` counts.
  public static let ratioFloor = 1 << 20
  /// Nested XML elements.
  public static let depth = 64
  /// Unpacked size of a part that describes the workbook, not a sheet, in bytes.
  public static let descriptionSize = 32 << 20
  /// Shared strings.
  public static let sharedStrings = 8_000_000
  /// All shared strings, in bytes of text.
  public static let sharedStringsSize = 96 << 20
  /// The text of one row, in bytes.
  public static let rowSize = 16 << 20
  /// Cells of one sheet that hold something.
  public static let cells = 32_000_000
  /// Rows of a sheet (Excel's and LibreOffice's own limit).
  public static let rows = 1_048_576
  /// Columns of a sheet (Excel's and LibreOffice's own limit).
  public static let columns = 16_384

  /// A limit that a workbook exceeds.
  public enum Limit: Equatable, Sendable, CustomStringConvertible {
    /// More members than ``members``.
    case members
    /// A member unpacks to more than `size` bytes.
    case partSize(part: String, size: Int)
    /// The members unpack to more than ``totalSize``.
    case totalSize
    /// A member unpacks to more than ``ratio`` times its size.
    case ratio(part: String)
    /// XML deeper than ``depth``.
    case depth(part: String)
    /// More strings or text than ``sharedStrings`` and ``sharedStringsSize``.
    case sharedStrings
    /// A row with more text than ``rowSize``.
    case row(Int)
    /// More cells than ``cells``.
    case cells
    /// A cell or row beyond ``rows`` and ``columns``.
    case position

    /// The limit in one sentence without a period.
    public var description: String {
      switch self {
      case .members: "the workbook has more than \(WorkbookLimits.members) members"
      case .partSize(let part, let size): "\(part) unpacks to more than \(size >> 20) MiB"
      case .totalSize: "the workbook unpacks to more than \(WorkbookLimits.totalSize >> 20) MiB"
      case .ratio(let part): "\(part) unpacks to more than \(WorkbookLimits.ratio) times its size"
      case .depth(let part): "\(part) nests more than \(WorkbookLimits.depth) XML elements"
      case .sharedStrings:
        "the workbook has more than \(WorkbookLimits.sharedStrings) shared strings, or "
          + "\(WorkbookLimits.sharedStringsSize >> 20) MiB of them"
      case .row(let number): "row \(number) has more than \(WorkbookLimits.rowSize >> 20) MiB of text"
      case .cells: "the sheet has more than \(WorkbookLimits.cells) cells"
      case .position:
        "a cell is beyond the last one of a sheet, "
          + "\(CellReference(row: WorkbookLimits.rows, column: WorkbookLimits.columns))"
      }
    }
  }
}
