/// How files are to be fixed.
struct FixMode {
  /// What would change is shown; nothing is written.
  var isShownOnly: Bool
  var allowsUnsafe: Bool
}
