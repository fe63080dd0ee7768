/// Tells which environment variables hold secrets.
enum EnvironmentSecret {
  /// The words of a name, between underscores, that say so.
  private static let words: Set<Substring> = [
    "APIKEY", "CREDENTIAL", "CREDENTIALS", "KEY", "PASSPHRASE", "PASSWD", "PASSWORD", "PAT", "SECRET", "TOKEN",
  ]

  /// Whether a variable's name says that it holds a secret, and its value may be one.
  ///
  /// A path, an address (a password in one is recognised by its form), a flag, a number or a single word is none.
  static func isSecret(name: String, value: String) -> Bool {
    guard (KnownSecrets.shortest...4096).contains(value.utf8.count),
      name.uppercased().split(separator: "_").contains(where: words.contains),
      value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !"/~.".contains(value.first ?? "/"),
      !value.contains("://")
    else { return false }
    let classes: [ClosedRange<UInt8>] = [
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
    ]
    return classes.count { range in value.utf8.contains(where: range.contains) } >= 2
  }
}
