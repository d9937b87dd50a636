import Authoring
import Files
import JSON
import Layout
import Linting
import Migration
import Reporting
import Workbook

/// Opening, keeping and handing out files.
extension Workbench {
  /// Takes a file that was dropped; it has a name, and no path.
  func open(_ target: RequestTarget, _ body: [UInt8]) throws -> Response {
    guard probe == nil else { throw Refusal.isProbing }
    let given = target.parameters["name"] ?? ""
    let name = given[(given.lastIndex { $0 == "/" || $0 == "\\" }.map(given.index(after:)) ?? given.startIndex)...]
    let next = optionsOfAnotherFile
    file = try OpenFile(body, name: name.isEmpty ? "users.csv" : String(name.prefix(255)), next)
    options = next
    lastProbe = nil
    return state()
  }

  /// What was set on the page, without what was chosen for the file before.
  private var optionsOfAnotherFile: LintOptions {
    var next = options
    (next.encoding, next.sheet) = (configuration.options.encoding, configuration.options.sheet)
    return next
  }

  /// Takes an export of the tenant's recipients, with which the targets are compared; an empty one takes it back.
  func takeRecipients(_ target: RequestTarget, _ body: [UInt8]) throws -> Response {
    guard probe == nil else { throw Refusal.isProbing }
    let name = target.parameters["name"] ?? "recipients"
    var next = options
    next.recipients =
      body.isEmpty
      ? configuration.options.recipients
      : try RecipientDirectory([(document: Document.open(copying: body), path: name)])
    try file?.check(with: next)
    options = next
    return state()
  }

  /// Reads the file that the page was started with again.
  func reopen() throws -> Response {
    guard let path = configuration.path else { throw Refusal.noFile }
    guard probe == nil else { throw Refusal.isProbing }
    let next = file?.isOnDisk == true ? options : optionsOfAnotherFile
    file = try OpenFile(path: path, next)
    options = next
    lastProbe = nil
    return state()
  }

  func save(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    guard file.isOnDisk else { throw Refusal.malformed("this file is not on the disk") }
    try file.save()
    return state()
  }

  /// The file's bytes, as `batchlint fix` writes them. This is the only response that contains passwords: the user asks
  /// for the file itself.
  func download() throws -> Response {
    let file = try openFile()
    file.noteDownload()
    return .file(file.bytes, named: file.baseName, type: "application/octet-stream")
  }

  /// A report of the file as it is now.
  func report(_ target: RequestTarget) throws -> Response {
    let file = try openFile()
    let name = target.parameters["format"] ?? ""
    guard let format = Format(rawValue: name) else {
      throw UnknownName(what: "format", name: name, known: Format.allCases.map(\.rawValue))
    }
    var bytes: [UInt8] = []
    let output = Output { bytes += $0 }
    let reporter = format.reporter(to: output, ReportOptions(version: configuration.version))
    let linted = LintedFile(file.result, expands: configuration.expands)
    var summary = Summary()
    summary.add(linted, shown: linted.count)
    reporter.begin()
    reporter.report(linted, shown: linted.count)
    reporter.end(summary)
    output.flush()
    return .file(bytes, named: "\(file.baseName).\(format.fileExtension)", type: "application/octet-stream")
  }

  /// A correct file to start from, as `batchlint template` writes it.
  func template(_ target: RequestTarget) throws -> Response {
    let names = (kind: target.parameters["kind"] ?? "imap", server: target.parameters["server"] ?? "any")
    guard let kind = try Kind.builtIn(names.kind) else {
      throw UnknownName(what: "kind", name: names.kind, known: Kind.builtInNames)
    }
    guard let server = try Server.builtIn(names.server) else {
      throw UnknownName(what: "server", name: names.server, known: Server.builtInNames)
    }
    let table = try TemplateFile.sample(kind: kind, server: server)
    switch target.parameters["format"] ?? "csv" {
    case "csv": return .file(Array(table.text.utf8), named: "users.csv", type: "text/csv; charset=utf-8")
    case "xlsx": return .file(table.workbook(.xlsx), named: "users.xlsx", type: "application/octet-stream")
    case "ods": return .file(table.workbook(.ods), named: "users.ods", type: "application/octet-stream")
    case let name: throw UnknownName(what: "format", name: name, known: ["csv", "xlsx", "ods"])
    }
  }
}

extension Format {
  /// What the name of a report's file ends in.
  fileprivate var fileExtension: String {
    switch self {
    case .json, .gitlab, .rdjson: "json"
    case .jsonl: "jsonl"
    case .junit, .junitStrict, .checkstyle: "xml"
    case .sarif: "sarif"
    case .tap: "tap"
    case .markdown: "md"
    case .html: "html"
    case .text, .concise, .github, .azure, .teamcity: "txt"
    }
  }
}
