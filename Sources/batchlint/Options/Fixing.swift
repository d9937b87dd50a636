/// How files are to be fixed.
struct Fixing {
  /// What would change is shown; nothing is written.
  var isShownOnly: Bool
  var allowsUnsafe: Bool
}
