/// What a part refers to: the relationships of ECMA-376 part 2.
final class Relationships: XMLHandler {
  /// A reference to another part.
  struct Target {
    /// The last word of the relationship's type, such as `sharedStrings`, the same in both namespaces.
    let type: String
    /// The member's name.
    let member: String
  }

  private(set) var targets: [String: Target] = [:]
  /// In the order of the file.
  private(set) var list: [Target] = []
  private let folder: String

  /// - Parameter source: the part whose relationships are read; empty for those of the package.
  init(of source: String) {
    let slash = source.lastIndex(of: "/")
    folder = slash.map { String(source[...$0]) } ?? ""
    let name = slash.map { source[source.index(after: $0)...] } ?? source[...]
    super.init(part: "\(folder)_rels/\(name).rels")
  }

  func target(ofType type: String) -> String? { list.first { $0.type == type }?.member }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", attributes.text("TargetMode") != "External", let id = attributes.text("Id"),
      let type = attributes.text("Type"), let target = attributes.text("Target")
    else { return }
    let word = type.split(separator: "/").last.map(String.init) ?? type
    let resolved = Target(type: word, member: Self.resolve(target, in: folder))
    targets[id] = resolved
    list.append(resolved)
  }

  /// A target as a member's name: relative to the source's folder, or from the root with `/` in front.
  private static func resolve(_ target: String, in folder: String) -> String {
    let path = target.hasPrefix("/") ? target : folder + target
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
