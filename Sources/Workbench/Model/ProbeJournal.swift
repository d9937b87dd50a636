import Platform
import Probing

/// The journal of a file's probe, in a private directory that goes away with it.
final class ProbeJournal {
  private let directory: String
  private var path: String { "\(directory)/probe.jsonl" }

  init() throws(WorkbenchError) {
    let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(temporary)/batchlint-serve-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw WorkbenchError(description: "\(temporary): cannot create a directory for the journal")
    }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    unlink(path)
    rmdir(directory)
  }

  /// The journal of a run that goes on, or of one that begins.
  func open(_ subject: Journal.Subject, resumes: Bool) throws -> Journal {
    if !resumes { unlink(path) }
    return try Journal(path: path, subject: subject, continuation: resumes ? .resume : .begin)
  }
}
