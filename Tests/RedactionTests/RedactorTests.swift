import Foundation
import Redaction
import Testing

@Suite struct RedactorTests {
  static let known = "pa$$ \"w\\ord/7-é"

  @Test func `a known secret goes in every encoding`() throws {
    let redactor = Redactor(knownSecrets: [Self.known])
    let data = Data(Self.known.utf8)
    let unreserved = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    let percent = try #require(
      Self.known.addingPercentEncoding(withAllowedCharacters: unreserved))
    let json = try #require(String(data: JSONEncoder().encode([Self.known]), encoding: .utf8))
    for form in [
      Self.known, data.base64EncodedString().replacing("=", with: ""), percent, String(json.dropFirst(2).dropLast(2)),
    ] {
      #expect(redactor.redact("a \(form) b") == "a ‹REDACTED:known-secret:1› b", "\(form)")
    }
  }

  @Test(arguments: 0...5) func `a known secret goes from a basic authentication header`(_ length: Int) {
    let user = String(repeating: "u", count: length) + ":"
    let header = Data((user + "Tr0ub4dor-and-3").utf8).base64EncodedString()
    let redacted = Redactor(knownSecrets: ["Tr0ub4dor-and-3"]).redact(header)
    #expect(redacted.contains("‹REDACTED:known-secret:1›"))
    // Of the secret's own characters at most one or two at each end share a base64 character with others.
    #expect(redacted.replacing("‹REDACTED:known-secret:1›", with: "").count <= 4 + header.count - 20)
  }

  @Test(arguments: Planted.all) func `no secret survives`(_ kind: SecretKind, _ secret: String) {
    let redacted = Redactor().redact("before \(secret) after")
    #expect(redacted == "before ‹REDACTED:\(kind.rawValue):1› after")
  }

  @Test func `equal secrets get equal placeholders, in all texts and copies`() {
    let redactor = Redactor()
    let other = "gh" + "p_" + String(Planted.take(36).reversed())
    #expect(redactor.redact("\(Planted.githubToken) \(other)") == "‹REDACTED:github-token:1› ‹REDACTED:github-token:2›")
    let copy = redactor
    #expect(copy.redact("\(other) \(Planted.githubToken)") == "‹REDACTED:github-token:2› ‹REDACTED:github-token:1›")
  }

  @Test func `text without secrets stays as it is`() {
    let text = "let password = prompt()\nlet url = \"https://host/x\" // é 😀"
    #expect(Redactor(knownSecrets: ["other-secret"]).redact(text) == text)
    #expect(Redactor().redact("") == "")
  }

  @Test func `redaction is idempotent, also where secrets touch`() {
    let redactor = Redactor(knownSecrets: ["REDACTED", "known-secret", "abcdefx"])
    var generator = SystemRandomNumberGenerator()
    let pieces =
      Planted.all.map(\.1) + [
        "abcdefx", "known-secret", " ", "password = \"", "\"", "https://u:", "@host", "‹REDACTED:", "›", ":1",
        "github-token",
        "x", "-----BEGIN ", "\n",
      ]
    for _ in 0..<500 {
      let text = (0..<5).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let once = redactor.redact(text)
      #expect(redactor.redact(once) == once)
      #expect(!once.contains("abcdefx"))
    }
  }

  @Test func `a secret cannot hide in something like a placeholder`() {
    let redacted = Redactor(knownSecrets: ["hidden-value"]).redact("‹REDACTED:hidden-value:1› ‹REDACTED:hidden-value›")
    #expect(!redacted.contains("hidden-value"))
  }

  @Test func `short values are not searched for`() {
    #expect(Redactor(knownSecrets: ["", "abc", "12345"]).redact("abc 12345") == "abc 12345")
  }

  @Test(arguments: [
    ("", "…(0 characters)"), ("short", "…(5 characters)"), ("twelve chars", "tw…(12 characters)"),
    ("\u{1B}elve-chars-1", "\\x1be…(13 characters)"), ("a-secret-of-twenty-ch", "a-se…(21 characters)"),
  ])
  func `a masked secret shows little`(_ secret: String, _ expected: String) {
    #expect(Redactor.masked(secret) == expected)
  }
}
