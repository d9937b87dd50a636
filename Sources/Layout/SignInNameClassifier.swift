import Migration

/// What the sign-in names of many rows look like together.
package enum SignInNameClassifier {
  /// How many sign-in names have one of a server's forms, and whether one of the form's two names is the same
  /// throughout and the other one is not.
  static func fitting(_ signInNames: [Range<Int>], _ forms: [SignInForm], in layout: FileLayout) -> (
    count: Int, isAdminSignIn: Bool, form: String
  ) {
    var count = 0
    var users: [String: Int] = [:]
    var admins: [String: Int] = [:]
    var first: SignInForm?
    for range in signInNames {
      let bytes = layout.bytes(range)
      guard let form = forms.first(where: { $0.match(bytes) != nil }), let signInName = form.match(bytes),
        let admin = signInName.admin
      else { continue }
      if first == nil { first = form }
      count += 1
      users[String(decoding: bytes[signInName.user], as: UTF8.self), default: 0] += 1
      admins[String(decoding: bytes[admin], as: UTF8.self), default: 0] += 1
    }
    func isConstant(_ names: [String: Int]) -> Bool { (names.values.max() ?? 0) * 10 >= count * 9 }
    return (count, count > 0 && isConstant(users) != isConstant(admins), first?.description ?? "")
  }

  /// The signs that join a mailbox and an admin on one server or another.
  private static let joined = [
    "{user}*{admin}", "{user}/{admin}", "{user}%{admin}", "{user}#{admin}", "#{user}#{admin}#",
    "{domain}/{admin}/{user}",
  ]

  /// Nine in ten sign-in names are joined of one constant name and one that varies.
  package static func isAdminSignIn(_ signInNames: [Range<Int>], in layout: FileLayout) -> Bool {
    joined.contains { text in
      guard let form = try? SignInForm(text) else { return false }
      let fits = fitting(signInNames, [form], in: layout)
      return signInNames.count >= 2 && fits.count * 10 >= signInNames.count * 9 && fits.isAdminSignIn
    }
  }
}
