import Redaction
import Testing

/// Made-up secrets, put together at run time so that no scanner takes this file for a leak.
enum Planted {
  static let random = "a8Xk29LmQ4vTz71RbW0cYe5NsJ3uHd6fGiPo7K2xM9qZ4tV8wB1nC5rD3sF6gH0jL"
  static let body = String(repeating: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n", count: 3)
  static func take(_ count: Int) -> String { String(String(repeating: random, count: 3).prefix(count)) }
  static let githubToken = "gh" + "p_" + take(36)
  static let privateKey = "-----BEGIN " + "RSA PRIVATE KEY-----\n" + body + "-----END " + "RSA PRIVATE KEY-----"
  static let jsonWebToken =
    "ey" + "JhbGciOiJSUzI1NiJ9" + "." + "ey" + "JpZCI6IjQyNDI0MiJ9" + "." + take(43)

  static let all: [(SecretKind, String)] = [
    (.anthropicKey, "sk-" + "ant-api03-" + take(60)),
    (.awsAccessKey, "AK" + "IA" + "Q3EGRIP7XWVN2LKT"),
    (.azureAccountKey, "Account" + "Key=" + take(86) + "=="),
    (.githubToken, githubToken),
    (.githubToken, "github" + "_pat_" + take(22) + "_" + take(59)),
    (.gitlabToken, "glp" + "at-" + take(20)),
    (.googleKey, "AI" + "za" + take(35)),
    (.jsonWebToken, jsonWebToken),
    (.npmToken, "np" + "m_" + take(36)),
    (.openAIKey, "sk-" + "proj-" + take(60)),
    (.openAIKey, "sk" + "-" + take(48)),
    (.privateKey, privateKey),
    (.pypiToken, "pypi-" + "AgEI" + take(60)),
    (.sendGridKey, "S" + "G." + take(22) + "." + take(43)),
    (.slackToken, "xox" + "b-123456709012-" + take(24)),
    (.slackWebhook, "hooks.slack" + ".com/services/T0A1B2C3D/B4E5F6G7H/" + take(24)),
    (.stripeKey, "sk_" + "live_" + take(24)),
    (.twilioKey, "S" + "K" + "0c8b1f27a94d63e5" + "b1c07f82d9a3e456"),
  ]
}

@Suite struct SecretScannerTests {
  @Test(arguments: Planted.all) func `a provider's token is found whole, wherever it stands`(
    _ kind: SecretKind, _ secret: String
  ) throws {
    for (before, after) in [
      ("", ""), ("key: ", "\n"), ("\"", "\","), ("é=", " é"), ("https://x/?a=", "&b"), ("\\n", "\\n"),
    ] {
      let matches = SecretScanner.scan(before + secret + after)
      try #require(matches.count == 1, "\(before)…\(after)")
      #expect(matches[0].kind == kind)
      #expect(matches[0].range == before.utf8.count..<(before + secret).utf8.count)
      #expect(matches[0].confidence >= 0.7)
    }
  }

  @Test func `a token cut short or inside a longer word is none`() {
    #expect(SecretScanner.scan(String(Planted.githubToken.dropLast())).isEmpty)
    #expect(SecretScanner.scan("x" + Planted.githubToken).isEmpty)
    #expect(SecretScanner.scan("AK" + "IA" + "Q3EGRIP7XWVN2LKTX").isEmpty)
  }

  @Test func `the secret key beside an access key is found`() {
    let matches = SecretScanner.scan("AK" + "IA" + "Q3EGRIP7XWVN2LKT," + Planted.take(40) + "\n")
    #expect(matches.map(\.kind) == [.awsAccessKey, .awsSecretKey])
  }

  static let value = "q7Rk29Lm" + "Q4vTz71RbW0cYe5N"

  @Test(arguments: [
    ("let apiKey = \"#\"", SecretKind.apiKey), ("let password: String = \"#\"", .password),
    ("\"client_secret\": \"#\"", .secret),
    ("{\\\"token\\\":\\\"#\\\"}", .token), ("config['password'] = '#'", .password), ("PASSWORD := `#`", .password),
    ("AWS_SECRET_ACCESS_KEY=#", .apiKey), ("db_password: #", .password), ("secret => '#'", .secret),
    ("?access_token=#&x=1", .token), ("api-key: \"#\"", .apiKey), ("SECRET_KEY_BASE=#", .secret),
    ("password = r\"#\"", .password),
  ])
  func `a random value given to a secret's name is found`(_ template: String, _ kind: SecretKind) throws {
    let text = template.split(separator: "#", omittingEmptySubsequences: false).joined(separator: Self.value)
    let matches = SecretScanner.scan(text)
    try #require(matches.count == 1)
    #expect(matches[0].kind == kind)
    #expect(matches[0].isGeneric)
    #expect(String(decoding: Array(text.utf8)[matches[0].range], as: UTF8.self) == Self.value)
  }

  @Test(arguments: ["h4nt3r2!h5nt6r7?", "8f14e45fceea167a5a36dedd4bea2543", "P@ssw0rd-1234!", "Zx9$kQ2&vB7#nM4"])
  func `passwords of people and hexadecimal keys are found`(_ value: String) {
    #expect(SecretScanner.scan("password = \"\(value)\"").count == 1)
  }

  @Test func `a password in a URL is found, without the rest of the URL`() throws {
    let text = "postgres://" + "app:" + "s3cr-3tPw9" + "@db.internal:5432/app"
    let match = try #require(SecretScanner.scan(text).first)
    #expect(match.kind == .urlPassword)
    #expect(String(decoding: Array(text.utf8)[match.range], as: UTF8.self) == "s3cr-3tPw9")
  }

  @Test(arguments: [
    "AK" + "IA" + "IOSFODNN7EXAMPLE", "sk-" + "ant-your-key-goes-here-xxxx",
    "gh" + "p_" + String(repeating: "x", count: 36),
    "password = \"changeme12345\"", "password: \"cGFzc3dvcmQ=\"", "\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\"",
    "http://user:c%3A%01%40%2F%5C%3F%23%25d@host:8080/",
    "password = \"${DB_PASSWORD_1}\"", "token: \"{{ vault.token1234 }}\"",
    "password = \"<your-password-1>\"", "secret = os.environ[\"SECRET_1234567\"]", "password = getPassword1234567890()",
    "let tokenType = \"q7Rk29LmQ4vTz71RbW0c\"", "let nextPageToken = \"q7Rk29LmQ4vTz71RbW0c\"",
    "tokenizer = \"q7Rk29LmQ4vTz71RbW0c\"", "password == \"q7Rk29LmQ4vTz71RbW0c\"",
    "passwordKey = \"user.session.token.v2.storage\"", "token = \"aaaaaaaaaaaaaaaa1111\"",
    "secret: \"0123456789abcdef0123456789abcdef\"", "password = \"correct horse battery staple 9\"",
    "token = \"123e4567-e89b-12d3-a456-426614174000\"", "apiKey = \"sha256-q7Rk29LmQ4vTz71RbW0cYe5N\"",
    "token = parser.nextIdentifier2Value", "let token = makeOAuth2AccessValue", "password: String?",
    "secretName = \"db-main-7\"",
    "postgres://postgres:postgres@db/app", "https://user:${PASS}@host", "http://user:hunter22@localhost/x",
    "https://user:pa55word9@example.com", "ssh://git@github.com:22/x", "-----BEGIN " + "PRIVATE KEY-----",
    "if pem.contains(\"-----BEGIN " + "PRIVATE KEY-----\") { return \"-----END " + "PRIVATE KEY-----\" }",
    "-----BEGIN " + "PUBLIC KEY-----\n" + Planted.body, "ey" + "JhbGciOiJIUzI1NiJ9.notatoken",
    "task-list sk-12 SKU SK8 desk-top",
    "ey" + "JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "ey" + "JzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0."
      + Planted.take(43),
  ])
  func `what only looks like a secret is left alone`(_ text: String) {
    #expect(SecretScanner.scan(text).isEmpty)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "eyJ", "eyJ.", "://", "://a:", "token=", "password", "-----BEGIN PRIVATE KEY-----", "AKIA", "sk-", "SG.", "xoxb-",
      "hooks.slack.com/services/T/", "secret: \"", "a8Xk", "\\", "=", "ghp_", "npm_", "password=\\\"",
    ])
  func `repeated beginnings take linear time`(_ piece: String) {
    let matches = SecretScanner.scan(String(repeating: piece, count: 20_000))
    #expect(matches.count < 20_000)
  }

  @Test func `any bytes are read without a trap`() {
    var generator = SystemRandomNumberGenerator()
    let pieces =
      Planted.all.map { String($0.1.prefix(6)) } + [
        "password", "=", ":", "\"", "\\", "@", "://", "eyJ", ".", "\n", "é", "-----",
      ]
    for _ in 0..<3000 {
      let text = (0..<6).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      for match in SecretScanner.scan(text) { #expect(match.range.upperBound <= text.utf8.count) }
    }
  }
}
