import Files
import Platform
import Testing
import TestSupport

@Suite struct GitIgnoreTests {
  let directory: TemporaryDirectory
  init() throws {
    directory = try TemporaryDirectory()
    _ = directory.git("init -q .")
  }

  /// Those of the paths that we would ignore by a `.gitignore` at the top. A directory's path ends with a slash.
  private func ours(_ patterns: [UInt8], _ paths: [[UInt8]]) -> [[UInt8]] {
    let rules = patterns.withUnsafeBytes { GitIgnore($0) }
    return paths.filter { path in
      var name = 0
      for place in path.indices where path[place] == UInt8(ascii: "/") || place == path.count - 1 {
        let isDirectory = path[place] == UInt8(ascii: "/")
        let part = Array(path[..<(isDirectory ? place : path.count)])
        // What lies in an ignored directory is not asked about.
        if rules.ignores(part, base: 0, name: name, isDirectory: isDirectory) == true { return true }
        name = place + 1
      }
      return false
    }
  }

  /// Those that git would ignore. It sees for itself what is a directory, and is not told by a slash.
  private func gits(_ patterns: [UInt8], _ paths: [[UInt8]]) throws -> [[UInt8]] {
    let bare = paths.map { $0.last == UInt8(ascii: "/") ? $0.dropLast() : $0 }
    try directory.write(patterns, to: ".gitignore")
    try directory.write(Array(bare.map { $0 + [0] }.joined()), to: ".git/paths")
    let ignored = Set(directory.git("check-ignore -z --stdin < .git/paths").split(separator: 0))
    return zip(paths, bare).filter { ignored.contains($1[...]) }.map(\.0)
  }

  private func expectSame(_ patterns: [UInt8], _ paths: [[UInt8]]) throws {
    let ours = ours(patterns, paths).map(shown)
    let gits = try gits(patterns, paths).map(shown)
    #expect(ours == gits, "\(shown(patterns))")
  }

  private func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Makes the tree, so that git knows which paths are directories; returns all of its paths.
  private func makeTree(_ files: [String]) throws -> [[UInt8]] {
    var paths: Set<[UInt8]> = []
    for file in files {
      try directory.write(to: file)
      let bytes = Array(file.utf8)
      paths.insert(bytes)
      for place in bytes.indices where bytes[place] == UInt8(ascii: "/") { paths.insert(Array(bytes[...place])) }
    }
    return paths.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static let tree = [
    "a", "b", "ab", "a.csv", "b.csv", "users.CSV", "#a", "!a", "a ", "a  ", " a", "\\", "a\\", "[a]", "a*", "a?b",
    "-", "]", "^", "a-b", "ä.csv", "ü", "a\tb", "a\t", "a\r", ".a", "aab", "aaab", "build", "Build", "deep/build/x",
    "src/a", "src/b", "src/ab/a", "src/ab/b/a", "src/ab/b/c/a.csv", "foo/a", "foo/b", "foo/bar/a", "foo/bar/baz/a",
    "foo/x/bar/a", "foobar/a", "foobar/bar", "foox/y/bar", "d/a", "d/b", "d/d/a", "d/d/b", "d/d/d/a.csv", "e/.a/a",
    "out/a", "out/keep.csv", "out/sub/keep.csv", "log/1.csv", "log/2.csv", "log/x/1.csv", "z/a b/c", "z/a b/ d",
  ]

  private static let cases = [
    "", "\n\n", "# a\n#b", "a", "a\r\nb\r\n", "\u{FEFF}a", "a\0b", "\\#a", "#a", "\\!a", "!a", "a\n!a", "a ", "a  ",
    "a\\ ", "a\\  ", "a \\ ", " a", "a\t", "a\r", "a\r\r", "\\", "a\\", "\\\\", "a\\\\", "/a", "/src/a", "src/a",
    "a/", "/a/", "src/", "src//", "/", "//", "!", "!!a", "*", "**", "***", "/*", "/**", "*/", "**/", "*.csv",
    "*.c?v", "?", "??", "a*", "*b", "*a*", "[ab]", "[!ab]", "[^ab]", "[a-b]", "[b-a]", "[-]", "[]-]", "[!]-]",
    "[a-]", "[]]", "[", "a[", "[a", "[!", "[]", "[\\]]", "[\\a-b]", "[a-\\b]", "[[]a]", "\\[a]", "[[:alpha:]]",
    "[[:nope:]]", "[[:alpha]]", "[[:]", "[[:]]", "[[::]]", "*[[:space:]]", "a[[:space:]]*", "[[:punct:]]*", "[!-~]",
    "ü", "?.csv", "??.csv", "[ä].csv", "**/a", "**/b/a", "src/**", "src/**/a", "src/*/a", "src/**/b/**/a", "/**/a",
    "d/**/**/a", "d/***/a", "foo/**/bar", "foo**/bar", "foo**/a", "f?o**/bar", "foo/bar**", "foo/*bar", "d/**",
    "d/**/", "d/*/", "d**d/a", "d/a**", "**d/a", "**/d/**", "d/**\\/a", "d\\/a", "d/\\a", "/d/*\n!/d/d\n",
    "out/\n!out/keep.csv", "out/*\n!out/keep.csv", "out/**\n!out/sub/\n!*.csv", "*\n!*/\n!*.csv",
    "log/*.csv\n!log/2.csv", "a\nb\n!a\na", "!a\na", "z/a b/*", "z/a\\ b/c", "z/*/ d", "z/*/?d", "[/]a", "src[/]a",
    "src?a", "src*a", "build/", "/build", "[Bb]uild", "e/.a", ".*", "*/a", "*/*/a", "**/*/a", "*/**/a", "**a**b",
    "a**b", "/a**", "/**//", "*/**//", "d/**//", "/d**//",
  ]

  @Test func documentedCases() throws {
    let paths = try makeTree(Self.tree)
    for patterns in Self.cases { try expectSame(Array(patterns.utf8), paths) }
  }

  @Test func classesHoldTheSameBytes() throws {
    let paths = (UInt8(1)...255).filter { $0 != UInt8(ascii: "/") }.map { [UInt8(ascii: "x"), $0, UInt8(ascii: "x")] }
    let classes = [
      "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit",
    ]
    for name in classes {
      try expectSame(Array("x[[:\(name):]]x".utf8), paths)
      try expectSame(Array("x[![:\(name):]0]x".utf8), paths)
    }
    try expectSame(Array("x[".utf8) + [0x80] + Array("-".utf8) + [0xBF] + Array("]x".utf8), paths)
  }

  @Test(arguments: 0..<4) func randomPatterns(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let paths = try makeTree(Self.tree + Self.randomFiles(&random))
    let pieces = [
      "a", "a", "b", "d", "ab", "/", "/", "/", "*", "*", "**", "**/", "/**", "/**/", "?", "[ab]", "[!a]", "[a-d]", "[",
      "]", "!", "\\", "-", " ", ".csv", "foo", "bar", "src", "#", "***", "[[:alpha:]]", "^",
    ]
    for _ in 0..<100 {
      let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (Int.random(in: 0..<4, using: &random) == 0 ? "!" : "")
          + (0..<Int.random(in: 1...7, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      }
      try expectSame(Array(lines.joined(separator: "\n").utf8), paths)
    }
  }

  private static func randomFiles(_ random: inout SeededGenerator) -> [String] {
    let names = ["a", "b", "d", "ab", "aab", "ad", "ba", "foo", "bar", "-", "a.csv", "b.csv", "!", "\\", "*"]
    return (0..<60).map { number in
      let depth = Int.random(in: 1...5, using: &random)
      // A directory never has the name of a file.
      let way = (0..<depth).map { _ in names.randomElement(using: &random)! + "_" }
      return (["r"] + way + [names.randomElement(using: &random)!]).joined(separator: "/")
    }
  }

  @Test(.timeLimit(.minutes(1))) func manyStarsTakeNoTime() throws {
    let text = Array(String(repeating: "a", count: 4000).utf8)
    let deep = Array(String(repeating: "a/", count: 2000).utf8) + text
    let stars = String(repeating: "*a", count: 50)
    for (pattern, text) in [
      ("\(stars)*b", text), ("**/\(stars)*b", deep), (String(repeating: "**/a/", count: 50) + "b", deep),
      (String(repeating: "*a**", count: 50) + "/b", deep),
    ] {
      let glob = try #require(Glob(Array(pattern.utf8)[...]))
      #expect(!glob.matches(text, from: 0))
    }
  }
}
