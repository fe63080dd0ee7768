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

  @Test(arguments: [
    ("plain", "k/3+&<\"y'4567890", "k/3+&<\"y'4567890"), ("JSON", "k/3+&<\"y'4567890", #"k/3+&<\"y'4567890"#),
    ("URL", "k/3+&<\"y'4567890", "k%2F3%2B%26%3C%22y%274567890"),
    ("XML", "k/3+&<\"y'4567890", "k/3+&amp;&lt;&quot;y&apos;4567890"),
    ("HTML", "k/3+&<\"y'4567890", "k/3+&amp;&lt;&quot;y&#39;4567890"),
  ])
  func `a document loses known secrets in every form, and nothing that a scanner would guess`(
    form: String, secret: String, written: String
  ) {
    let redactor = Redactor(knownSecrets: [secret])
    let token = "gh" + "p_R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO"
    #expect(redactor.maskingKnown(in: "[\(written)] \(token)") == "[‹REDACTED:known-secret:1›] \(token)")
    #expect(Redactor().maskingKnown(in: written) == written)
  }

  @Test func `a recording keeps its length`() {
    let redactor = Redactor(knownSecrets: ["secret-of-the-run"])
    #expect(redactor.blankingKnown(in: "a secret-of-the-run b") == "a ***************** b")
    let bytes: [UInt8] = [0xFF, 0x00] + Array("secret-of-the-run".utf8) + [0x80]
    #expect(redactor.blankingKnown(in: bytes).count == bytes.count)
    #expect(redactor.blankingKnown(in: bytes).first == 0xFF)
  }

  @Test func `a recorded answer loses what has a form of its own, and remains JSON`() {
    let token = "gh" + "p_R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO"
    let stars = String(repeating: "*", count: 40)
    let redactor = Redactor(knownSecrets: ["secret-of-the-run"])
    func forms(_ text: String) -> String {
      String(decoding: redactor.blankingForms(in: Array(text.utf8)), as: UTF8.self)
    }
    #expect(forms(#"{"text":"\#(token) secret-of-the-run"}"#) == #"{"text":"\#(stars) *****************"}"#)
    let password = #"{"password":"kQ7zP2mXw9Lr4TtB"}"#
    #expect(forms(password) == password, "a name alone makes no secret of a part of the protocol")
    #expect(redactor.blanking(password) == #"{"password":"****************"}"#)
    let key =
      #"{"t":"-----BEGIN RSA PRIVATE"#
      + #" KEY-----\nMIIEowIBAAKCAQEAt6Zq0R4yQm8VXk2Wc7Jd9Lf3Hs5Gp1Bn6Mv4Tz8Cx0Ra\nQyUe"},"#
    #expect(forms(key) == key, "what reaches over the syntax stays")
    #expect(redactor.blanking(key) != key, "but it is seen")
  }

  @Test func `a message loses secrets and shows what hides`() {
    let message = Redactor(knownSecrets: ["secret-of-the-run"]).message("\u{1b}[2J secret-of-the-run\u{202E}\nnext")
    #expect(message == "\\x1b[2J ‹REDACTED:known-secret:1›\\u{202E}\nnext")
  }
}
