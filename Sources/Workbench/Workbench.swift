import Authoring
import Files
import JSON
import Layout
import Linting
import Migration
import NIOHTTP1
import Platform

/// The file on the page and what requests do with it. Used by one thread.
package final class Workbench {
  let configuration: WorkbenchConfiguration
  /// What the file is checked with: that of the configuration, and what was set on the page.
  var options: LintOptions
  let choices: Choices
  /// Nil until a file is opened or dropped.
  var file: OpenFile? {
    // A page that shows the file before must not take it for this one.
    didSet { if let oldValue, file !== oldValue { file?.revise(after: oldValue) } }
  }
  /// The probe that runs.
  var probe: ProbeSession?
  /// What the last one came to.
  var lastProbe: ProbeReport?
  var journal: ProbeJournal?

  package init(_ configuration: WorkbenchConfiguration) throws {
    self.configuration = configuration
    options = configuration.options
    choices = Choices(options)
    file = try configuration.path.map { try OpenFile(path: $0, options) }
  }

  /// Breaks off what runs beside the page, and removes what was kept for it.
  package func end() {
    probe?.stop()
    probe?.stop()
    journal = nil
  }

  /// Changes of the file were neither saved nor downloaded.
  package var hasUnsavedChanges: Bool { file?.isModified ?? false }

  /// A request at a path brings a file.
  package static func takesFile(_ path: String) -> Bool {
    ["api/open", "api/recipients"].contains(RequestTarget(path).path)
  }

  /// Why a request is not answered as it should be.
  struct Refusal: Error {
    var status: HTTPResponseStatus
    var sentence: String

    static var notFound: Refusal { Refusal(status: .notFound, sentence: "There is nothing at this address.") }
    static var noFile: Refusal { Refusal(status: .conflict, sentence: "No file is open.") }
    static var outdated: Refusal {
      Refusal(status: .conflict, sentence: "The file has changed in another window; the page shows it as it is now.")
    }
    static var isProbing: Refusal {
      Refusal(status: .conflict, sentence: "The file cannot be changed while it is probed; stop the probe first.")
    }
    static func malformed(_ what: String) -> Refusal {
      Refusal(status: .badRequest, sentence: "malformed request: \(what)")
    }
  }

  /// Answers a request that the ``Gatekeeper`` has admitted.
  ///
  /// - Parameter path: below that of the page, with the query.
  package func respond(to request: Request, at path: String) -> Response {
    let target = RequestTarget(path)
    takeProbe()
    do {
      switch request.head.method {
      case .GET:
        if let resource = PageResources.response(at: target.path) { return resource }
        return try get(target)
      case .POST: return try post(target, request.body)
      default: return .problem(.methodNotAllowed, HTTPResponseStatus.methodNotAllowed.reasonPhrase)
      }
    } catch let refusal as Refusal {
      return .problem(refusal.status, refusal.sentence)
    } catch let error as any UserFacingError {
      return .problem(.unprocessableEntity, "\(error)")
    } catch {
      return .problem(.badRequest, "malformed request")
    }
  }

  private func get(_ target: RequestTarget) throws -> Response {
    switch target.path {
    case "api/state": return state()
    case "api/rows": return try rows(target)
    case "api/findings": return try findings(target)
    case "api/next": return try next(target)
    case "api/value": return try value(target)
    case "api/rule": return try rulePage(target)
    case "api/download": return try download()
    case "api/report": return try report(target)
    case "api/batches": return try batches(target)
    case "api/plan": return try planSummary(target)
    case "api/plan.zip": return try planArchive(target)
    case "api/batches.zip": return try batchArchive(target)
    case "api/probe/events": return try probeEvents()
    case "api/template": return try template(target)
    default: throw Refusal.notFound
    }
  }

  private func post(_ target: RequestTarget, _ body: [UInt8]) throws -> Response {
    switch target.path {
    case "api/open": return try open(target, body)
    case "api/recipients": return try takeRecipients(target, body)
    case "api/reopen": return try reopen()
    case "api/probe/stop": return try stopProbe()
    case "api/quit":
      configuration.quit()
      return .json { $0.member("quit", true) }
    default: break
    }
    let message = try body.withUnsafeBytes { try JSONValue($0) }
    switch target.path {
    case "api/options": return try setOptions(message)
    case "api/preview": return try preview(message)
    case "api/fix": return try fix(message)
    case "api/convert": return try convert(message)
    case "api/edit": return try edit(message)
    case "api/probe/plan": return try planProbe(message)
    case "api/probe/start": return try startProbe(message)
    case "api/undo": return try undo(message)
    case "api/save": return try save(message)
    default: throw Refusal.notFound
    }
  }

  /// The file, in the state that the page has seen.
  func current(_ message: JSONValue) throws -> OpenFile {
    guard let file else { throw Refusal.noFile }
    guard probe == nil else { throw Refusal.isProbing }
    guard message["revision"]?.integer == file.revision else { throw Refusal.outdated }
    return file
  }

  func openFile() throws -> OpenFile {
    guard let file else { throw Refusal.noFile }
    return file
  }
}
