import ArgumentParser

/// Whether files are fixed, too.
struct FixOptions: ParsableArguments {
  @Flag(help: "Fix the files first, as batchlint fix does, and report what remains.") var fix = false
  @Flag(help: "Print the changes as a diff with secrets masked, and write nothing.") var diff = false
  @Flag(help: "With --fix or --diff: include unsafe fixes.") var unsafe = false

  var wanted: FixMode? { fix || diff ? FixMode(isShownOnly: diff, allowsUnsafe: unsafe) : nil }
}
