import JSON
import Linting
import NIOHTTP1
import TestSupport
import Workbench

/// A page without a browser: what the workbench answers to requests that were admitted.
final class PageClient {
  let workbench: Workbench
  /// All that was sent to the page, without files that were downloaded.
  private(set) var sent: [[UInt8]] = []

  struct Failure: Error { var status: UInt, body: String }

  init(path: String? = nil, options: LintOptions = LintOptions()) throws {
    var configuration = WorkbenchConfiguration(options: options, version: "1.2.3", quit: {})
    configuration.path = path
    workbench = try Workbench(configuration)
  }

  func respond(_ method: HTTPMethod, _ path: String, _ body: [UInt8] = []) -> Response {
    let head = HTTPRequestHead(version: .http1_1, method: method, uri: "/")
    let response = workbench.respond(to: Request(head, body: body), at: path)
    if !response.headers.contains(name: "Content-Disposition") { sent.append(response.body) }
    return response
  }

  @discardableResult
  func get(_ path: String) throws -> JSONValue { try read(respond(.GET, path)) }

  @discardableResult
  func post(_ path: String, _ members: [String: JSONValue] = [:]) throws -> JSONValue {
    var writer = JSONWriter()
    writer.value(.object(members))
    return try read(respond(.POST, path, writer.bytes))
  }

  /// The same with the revision of the file as it is.
  @discardableResult
  func change(_ path: String, _ members: [String: JSONValue]) throws -> JSONValue {
    let revision = try get("api/state")["file"]?["revision"] ?? .null
    return try post(path, members.merging(["revision": revision]) { $1 })
  }

  @discardableResult
  func drop(_ bytes: [UInt8], as name: String = "users.csv") throws -> JSONValue {
    try read(respond(.POST, "api/open?name=\(name)", bytes))
  }

  func download() -> [UInt8] { respond(.GET, "api/download").body }

  /// The values of a row, nil for what is masked.
  func cells(ofRow row: Int) throws -> [String?] {
    let rows = try get("api/rows?from=\(row - 1)&count=1")["rows"]?.array ?? []
    return rows.first?["cells"]?.array?.map(\.string) ?? []
  }

  private func read(_ response: Response) throws -> JSONValue {
    guard response.status == .ok else {
      throw Failure(status: response.status.code, body: String(decoding: response.body, as: UTF8.self))
    }
    return try response.body.withUnsafeBytes { try JSONValue($0) }
  }
}
