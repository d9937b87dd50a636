import Files
import Linting

/// The known findings of a run: read, taken out, written.
struct BaselineRun {
  private var known: Baseline?
  private var new = Baseline()
  private let target: String?
  private var count = 0

  init(_ options: BaselineOptions) throws {
    target = options.writeBaseline
    known = try options.baseline.map { path in
      let contents = try FileContents.open(path: path)
      return try withExtendedLifetime(contents) {
        try Baseline(String(decoding: contents.bytes, as: UTF8.self), file: path)
      }
    }
  }

  /// The file without its known findings.
  mutating func filter(_ file: LintResult) -> LintResult {
    if target != nil { new.add(file) }
    guard known != nil else { return file }
    let rest = known!.withoutKnown(file)
    count += rest.known.count
    return rest
  }

  /// Writes the baseline, and prints on standard error what was known and what is gone.
  func finish() throws {
    if let target {
      var file = try OutputFile(path: target)
      try file.write(Array(new.text.utf8))
      try file.commit()
      StandardError.write("\(target): \(counted(new.count, "finding")) written")
    }
    guard let known else { return }
    if count > 0 {
      StandardError.write(
        "\(grouped(count)) known \(count == 1 ? "finding" : "findings") not reported (--baseline)")
    }
    for gone in known.gone {
      StandardError.write(
        """
        \(gone.path): \(grouped(gone.count)) stale baseline \(gone.count == 1 ? "entry" : "entries") for \
        \(gone.rule); --write-baseline updates the baseline
        """
      )
    }
  }
}
