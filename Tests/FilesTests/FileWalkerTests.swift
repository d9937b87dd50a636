import Files
import Platform
import Testing
import TestSupport

@Suite struct FileWalkerTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  /// The files below a place in the directory, as their paths within it.
  private func files(_ name: String = "", extensions: [String] = ["csv"]) -> [String] {
    let start = name.isEmpty ? directory.path : directory.at(name)
    let (files, problems) = FileWalker.files(under: start, extensions: extensions)
    #expect(problems.isEmpty)
    #expect(files.allSatisfy { $0.hasPrefix(start + "/") })
    return files.map { String($0.dropFirst(directory.path.count + 1)) }
  }

  @Test func findsFilesInOrder() throws {
    let names = [
      "b.csv", "a/z.csv", "a/B.CSV", "a.csv", "a/b/c.csv", "a/x.txt", "a/csv", "a/xcsv", ".csv", ".x.csv", "a-b.csv",
    ]
    for name in names { try directory.write(to: name) }
    directory.makeDirectory("folder.csv")
    #expect(files() == [".x.csv", "a-b.csv", "a.csv", "a/B.CSV", "a/b/c.csv", "a/z.csv", "b.csv"])
    #expect(files(extensions: ["TXT", "csv"]).contains("a/x.txt"))
    #expect(files(extensions: []).isEmpty)
  }

  @Test func keepsTheUsersPrefix() throws {
    try directory.write(to: "sub/x.csv")
    #expect(FileWalker.files(under: directory.path + "/").files == [directory.at("sub/x.csv")])
    #expect(FileWalker.files(under: directory.at("sub/../sub")).files == [directory.at("sub/../sub/x.csv")])
    #expect(FileWalker.files(under: directory.path + "//").files == [directory.path + "//sub/x.csv"])
  }

  /// In a process of its own, as the working directory belongs to all of it.
  @Test func theWorkingDirectoryHasNoPrefix() async {
    await #expect(processExitsWith: .success) {
      let directory = try TemporaryDirectory()
      try directory.write(to: "sub/x.csv")
      try #require(chdir(directory.path) == 0)
      #expect(FileWalker.files(under: ".").files == ["sub/x.csv"])
      #expect(FileWalker.files(under: "./").files == ["./sub/x.csv"])
      #expect(FileWalker.files(under: "sub").files == ["sub/x.csv"])
      #expect(FileWalker.files(under: "sub/..").files == ["sub/../sub/x.csv"])
      #expect(chdir("/") == 0)
    }
  }

  @Test func skipsHiddenDirectories() throws {
    for name in [".git/x.csv", ".hidden/x.csv", "a/.b/x.csv", "a/x.csv"] { try directory.write(to: name) }
    #expect(files() == ["a/x.csv"])
    #expect(files(".hidden") == [".hidden/x.csv"])
  }

  @Test func followsLinksToFilesOnly() throws {
    try directory.write(to: "a/x.csv")
    directory.link("a/loop", to: "..")
    directory.link("a/loop.csv", to: "..")
    directory.link("a/y.csv", to: "x.csv")
    mkfifo(directory.at("a/pipe.csv"), 0o600)
    #expect(files() == ["a/x.csv", "a/y.csv"])
    // The start itself is what the user named.
    directory.link("b", to: "a")
    #expect(files("b") == ["b/x.csv", "b/y.csv"])
  }

  @Test func tellsOfProblems() throws {
    let nowhere = directory.link("a.csv", to: "nowhere")
    #expect(FileWalker.files(under: directory.path).problems == [.noSuchFile(path: nowhere)])
    #expect(FileWalker.files(under: directory.at("no")).problems == [.noSuchFile(path: directory.at("no"))])
    let file = try directory.write(to: "notes.txt")
    #expect(FileWalker.files(under: file).files == [file])
  }

  @Test(.enabled(if: SystemCall.hasByteFileNames, "file names are Unicode here"))
  func equalNamesToUnicodeAreTwoFiles() throws {
    try directory.write(to: "\u{E9}.csv")
    try directory.write(to: "e\u{301}.csv")
    #expect(files().map { Array($0.utf8) } == [Array("e\u{301}.csv".utf8), Array("\u{E9}.csv".utf8)])
  }

  @Test(.enabled(if: SystemCall.hasByteFileNames, "file names are Unicode here"))
  func tellsOfNamesThatAreNotUTF8() throws {
    shell("cd '\(directory.path)' && touch $(printf 'x\\344.csv') $(printf '\\344.txt') && mkdir $(printf 'd\\344')")
    let (files, problems) = FileWalker.files(under: directory.path)
    #expect(files.isEmpty)
    #expect(
      problems == [
        .nameNotUTF8(path: directory.at("d\u{FFFD}")), .nameNotUTF8(path: directory.at("x\u{FFFD}.csv")),
      ])
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func goesOnBehindAClosedDirectory() throws {
    for name in ["a/x.csv", "b/x.csv", "c/x.csv"] { try directory.write(to: name) }
    try directory.write(to: "c/.gitignore")
    chmod(directory.at("b"), 0)
    chmod(directory.at("c/.gitignore"), 0)
    let (files, problems) = FileWalker.files(under: directory.path)
    #expect(files == [directory.at("a/x.csv"), directory.at("c/x.csv")])
    #expect(
      problems == [
        .permissionDenied(path: directory.at("b")), .permissionDenied(path: directory.at("c/.gitignore")),
      ])
  }

  @Test func goesAsDeepAsPathsGo() throws {
    let way = String(repeating: "d/", count: (Int(PATH_MAX) - 200) / 2)
    try directory.write(to: way + "x.csv")
    #expect(files() == [way + "x.csv"])
  }
}

@Suite struct FileWalkerInWorkTreesTests {
  let directory: TemporaryDirectory
  init() throws {
    directory = try TemporaryDirectory()
    _ = directory.git("init -q .")
  }

  private func ours(_ name: String = "") -> [String] {
    let (files, problems) = FileWalker.files(under: name.isEmpty ? directory.path : directory.at(name))
    #expect(problems.isEmpty)
    return files.map { String($0.dropFirst(directory.path.count + 1)) }
  }

  private func gits() -> [String] {
    let listed = directory.git("ls-files -z --others --exclude-standard").split(separator: 0)
    return listed.map { String(decoding: $0, as: UTF8.self) }.filter { $0.hasSuffix(".csv") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  @Test func obeysEveryLevel() throws {
    let names = [
      "a.csv", "b.csv", "d/a.csv", "d/b.csv", "d/e/a.csv", "d/e/b.csv", "d/e/f/a.csv", "o/x.csv", "q/x.csv",
    ]
    for name in names { try directory.write(to: name) }
    try directory.write("/o\nb.csv\nq/\n", to: ".git/info/exclude")
    try directory.write("a.csv\n!q/", to: ".gitignore")
    try directory.write("!/e/a.csv\n!b.csv", to: "d/.gitignore")
    try directory.write("*", to: "o/.gitignore")
    try directory.write("!a.csv", to: "d/e/f/.gitignore")
    #expect(ours() == ["d/b.csv", "d/e/a.csv", "d/e/b.csv", "d/e/f/a.csv", "q/x.csv"])
    #expect(ours() == gits())
    // From below, the levels above hold as well.
    #expect(ours("d") == ["d/b.csv", "d/e/a.csv", "d/e/b.csv", "d/e/f/a.csv"])
    #expect(ours("d/e/f") == ["d/e/f/a.csv"])
    // What the user names is searched, ignored or not, but what is ignored in it is not found.
    try directory.write(to: ".gitignore")
    #expect(ours("o").isEmpty)
    unlink(directory.at("o/.gitignore"))
    #expect(ours("o") == ["o/x.csv"])
  }

  @Test func aLinkIsNoSourceOfPatterns() throws {
    try directory.write("*", to: "patterns")
    try directory.write(to: "a.csv")
    directory.link(".gitignore", to: "patterns")
    #expect(ours() == ["a.csv"])
    #expect(ours() == gits())
    directory.makeDirectory("d/.gitignore")
    try directory.write(to: "d/a.csv")
    #expect(ours() == ["a.csv", "d/a.csv"])
  }

  @Test func aWorkTreeInsideHasPatternsOfItsOwn() throws {
    try directory.write("a.csv", to: ".gitignore")
    for name in ["a.csv", "in/a.csv", "in/b.csv", "in/c.csv", "in/d/a.csv"] { try directory.write(to: name) }
    _ = directory.git("init -q in")
    try directory.write("b.csv", to: "in/.gitignore")
    try directory.write("c.csv", to: "in/.git/info/exclude")
    #expect(ours() == ["in/a.csv", "in/d/a.csv"])
    #expect(ours("in/d") == ["in/d/a.csv"])
  }

  @Test func aFurtherWorkTreeUsesTheRepositorysExcludeFile() throws {
    try directory.write("a.csv", to: ".git/info/exclude")
    _ = directory.git("-c user.name=x -c user.email=x@example.org commit -q --allow-empty -m x")
    _ = directory.git("worktree add -q other")
    for name in ["other/a.csv", "other/b.csv"] { try directory.write(to: name) }
    #expect(ours("other") == ["other/b.csv"])
    #expect(isInsideGitWorkTree(directory.at("other/b.csv")))
    try directory.write("nonsense", to: "other/.git")
    #expect(ours("other") == ["other/a.csv", "other/b.csv"])
  }

  @Test func randomTrees() throws {
    var random = SeededGenerator(seed: 7)
    let names = ["a", "b", "d", "ab", "foo", "bar"]
    let pieces = ["a", "b", "d", "*", "**", "/", "/", "?", "[ab]", "foo", "bar", ".csv", "*.csv", "!"]
    var folders: Set<String> = [""]
    for _ in 0..<80 {
      let way = (0..<Int.random(in: 0...4, using: &random)).map { _ in names.randomElement(using: &random)! + "/" }
      for end in 0...way.count { folders.insert(way[..<end].joined()) }
      try directory.write(to: way.joined() + names.randomElement(using: &random)! + ".csv")
    }
    let places = folders.sorted()
    for _ in 0..<60 {
      var written: [String: [String]] = [:]
      for _ in 0..<4 {
        let place = places.randomElement(using: &random)! + ".gitignore"
        let lines = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          (Bool.random(using: &random) ? "!" : "")
            + (0..<Int.random(in: 1...4, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
        try directory.write(lines.joined(separator: "\n"), to: place)
        written[place] = lines
      }
      #expect(ours() == gits(), "\(written)")
      for place in written.keys { unlink(directory.at(place)) }
    }
  }
}
