import Files
import Layout
import Linting
import Reporting

/// `FORMAT[=PATH]`.
enum FormatOption {
  static func parse(_ texts: [String]) throws -> [(format: Format, path: String?)] {
    guard !texts.isEmpty else { return [(.text, nil)] }
    return try texts.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let format = Format(rawValue: String(parts[0])) else {
        throw UnknownName(what: "format", name: String(parts[0]), known: Format.allCases.map(\.rawValue))
      }
      if parts.count > 1, parts[1].isEmpty {
        throw CommandError("--format \(text): missing path after the equals sign")
      }
      return (format, parts.count > 1 ? String(parts[1]) : nil)
    }
  }
}

/// Where one report goes: standard output, or a file that is renamed into place when it is whole.
final class Destination {
  let reporter: any Reporter
  private let output: Output
  private let target: Target

  private final class Target {
    var file: OutputFile?
    var appended: AppendedFile?
    var standard = StandardOutput()
    var problem: FileError?

    func write(_ bytes: UnsafeRawBufferPointer) {
      guard problem == nil else { return }
      do {
        if file != nil {
          try file!.write(bytes)
        } else if appended != nil {
          try appended!.write(bytes)
        } else {
          try standard.write(bytes)
        }
      } catch { problem = error }
    }

    func commit() throws(FileError) {
      if file != nil {
        try file!.commit()
      } else if appended != nil {
        try appended!.flush()
      } else {
        try standard.flush()
      }
    }
  }

  /// - Parameter appends: what the file has already stays before the report.
  init(format: Format, path: String?, options: ReportOptions, appends: Bool = false) throws {
    let target = Target()
    if let path {
      if appends { target.appended = try AppendedFile(path: path) } else { target.file = try OutputFile(path: path) }
    }
    self.target = target
    output = Output { target.write($0) }
    reporter = format.reporter(to: output, options)
  }

  /// Writes what is left; what went wrong, if anything.
  func finish() -> FileError? {
    output.flush()
    if target.problem == nil {
      do { try target.commit() } catch { target.problem = error }
    } else {
      target.file?.discard()
    }
    return target.problem
  }
}
