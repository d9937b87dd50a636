import ArgumentParser

/// Whether files are fixed, too.
struct FixOptions: ParsableArguments {
  @Flag(help: "Fix the files first, as batchlint fix does, and report what remains.") var fix = false
  @Flag(help: "Show what fixing would change, secrets masked, and write nothing.") var diff = false
  @Flag(help: "With --fix or --diff: the fixes that are guesses, too.") var unsafe = false

  var wanted: FixMode? { fix || diff ? FixMode(isShownOnly: diff, allowsUnsafe: unsafe) : nil }
}
