import Configuration
import Foundation
import TextEncoding
import Linting

/// The files of `fixtures/`, with what is expected of them.
public struct Fixture: Sendable, CustomStringConvertible {
  public var path: String
  public var name: String
  /// `line:column severity rule: message`, in the report's order; empty for a good file.
  public var expected: [String]
  /// Options as on the command line.
  public var arguments: [String]
  /// The lines of the `.expected` file that begin with `#`.
  package var directives: [String] = []
  /// The file is checked with these permission bits, outside a git work tree.
  public var mode: Int?

  public var description: String { name }

  /// The package's top.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  public static let good = files("ok")
  public static let bad = files("bad")
  public static let workbooks = files("workbooks")

  private static func files(_ folder: String) -> [Fixture] {
    let directory = root.appendingPathComponent("fixtures/\(folder)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { !$0.hasSuffix(".expected") && !$0.hasPrefix(".") }.sorted().map { name in
      var fixture = Fixture(
        path: directory.appendingPathComponent(name).path, name: "\(folder)/\(name)", expected: [], arguments: [])
      let notes = (try? String(contentsOfFile: fixture.expectedPath, encoding: .utf8)) ?? ""
      for line in notes.split(separator: "\n").map(String.init) {
        if line.hasPrefix("#") { fixture.directives.append(line) } else { fixture.expected.append(line) }
        if line.hasPrefix("# options:") {
          fixture.arguments = line.dropFirst(10).split(separator: " ").map(String.init)
        } else if line.hasPrefix("# mode:") {
          fixture.mode = Int(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 8)
        }
      }
      return fixture
    }
  }

  /// The file with what is expected: its extension `.expected` replaces the own one or follows it.
  package var expectedPath: String {
    let stem = (path as NSString).deletingPathExtension
    return FileManager.default.fileExists(atPath: "\(path).expected") ? "\(path).expected" : "\(stem).expected"
  }

  /// The exports that `--recipients` names, relative to the fixture.
  private var recipients: [String] {
    let folder = (path as NSString).deletingLastPathComponent
    return arguments.indices.dropFirst().filter { arguments[$0 - 1] == "--recipients" }.map {
      "\(folder)/\(arguments[$0])"
    }
  }

  public var bytes: [UInt8] { Array((try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()) }

  /// The fixture, ready to be linted in memory.
  public func sample() -> LintSample {
    var sample = LintSample(bytes)
    sample.path = (path as NSString).lastPathComponent
    if let mode { sample.access = Input.Access(group: mode & 0o040 != 0, others: mode & 0o004 != 0) }
    if !recipients.isEmpty { sample.options.recipients = try? RecipientDirectory(files: recipients) }
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--server": sample.options.server = rest.popFirst()
      case "--kind": sample.options.kind = rest.popFirst()
      case "--recipients": _ = rest.popFirst()
      case "--sheet": sample.options.sheet = rest.popFirst()
      case "--encoding": sample.options.encoding = TextEncoding.named(rest.popFirst() ?? "")
      case "--admin": sample.options.admin = rest.popFirst()
      case "--domain": sample.options.domains.append(rest.popFirst() ?? "")
      case "--allow-unknown-columns": sample.options.allowsUnknownColumns = true
      default: preconditionFailure("\(name): the option \(option) is not known to the tests")
      }
    }
    return sample
  }
}

/// An account list of another program in `fixtures/exports/`.
public struct ExportFixture: Sendable, CustomStringConvertible {
  public var path: String
  /// The file's name without its extension: the export's name, perhaps with a variant behind a hyphen.
  public var stem: String

  public var description: String { stem }

  public static let all: [ExportFixture] = {
    let folder = Fixture.root.appendingPathComponent("fixtures/exports").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted().map { name in
      ExportFixture(path: "\(folder)/\(name)", stem: (name as NSString).deletingPathExtension)
    }
  }()

  private static let ending = ".converted.csv"

  /// What `convert` writes; nil for a list that it refuses.
  public var converted: [UInt8]? {
    let file = (path as NSString).deletingPathExtension + ExportFixture.ending
    return FileManager.default.contents(atPath: file).map { Array($0) }
  }
}
