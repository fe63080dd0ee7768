import Evidence
import SourceText
import Testing

@Suite struct HardCodedSecretTests {
  // Put together at run time, so that no scanner takes this file for a leak.
  static let token = "gh" + "p_" + "a8Xk29LmQ4vTz71RbW0cYe5NsJ3uHd6fGiPo"
  static let value = "q7Rk29Lm" + "Q4vTz71RbW0cYe5N"
  static let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"

  @Test func `a token is critical, blocks, and is never shown whole`() throws {
    let findings = try Example("config.swift", " let a = 1\n+let key = \"\(Self.token)\"").findings(
      of: HardCodedSecret())
    try #require(findings.count == 1)
    let finding = findings[0]
    #expect(finding.isBlocking)
    #expect(finding.severity == .critical)
    #expect(finding.location.lines == LineRange(2))
    #expect(finding.quote == "let key = \"ghp_…(40 characters)\"")
    #expect(finding.title == "The change holds a GitHub token")
    #expect(!"\(finding)".contains(Self.token.dropFirst(8)))
  }

  @Test(arguments: ["Tests/AppTests/Config.swift", "fixtures/config.json", "examples/app.py", "config.example.yaml"])
  func `in tests and examples it is reported but does not block`(_ path: String) throws {
    let findings = try Example(path, "+key: \(Self.token)").findings(of: HardCodedSecret())
    try #require(findings.count == 1)
    #expect(!findings[0].isBlocking)
    #expect(findings[0].severity == .high)
    #expect(findings[0].confidence < 0.7)
  }

  @Test func `a private key over many lines is one finding`() throws {
    let begin = "-----BEGIN " + "PRIVATE KEY-----"
    let end = "-----END " + "PRIVATE KEY-----"
    let findings = try Example("key.pem", "+\(begin)\n+\(Self.body)\n+\(Self.body)\n+\(end)").findings(
      of: HardCodedSecret())
    try #require(findings.count == 1)
    #expect(findings[0].location.lines == LineRange(1, 4))
    #expect(!findings[0].quote.contains("MII"))
  }

  @Test func `two secrets on a line are both masked in both quotations`() throws {
    let findings = try Example("a.yaml", "+a: \(Self.token), password: \"\(Self.value)\"").findings(
      of: HardCodedSecret())
    #expect(findings.count == 2)
    for finding in findings {
      #expect(!finding.quote.contains(Self.token))
      #expect(!finding.quote.contains(Self.value))
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: [" ", "\n+"])
  func `thousands of secrets take linear time and none is shown`(_ separator: String) throws {
    let diff = "+" + (0..<5000).map { _ in Self.token }.joined(separator: separator)
    let findings = try Example("a.txt", diff).findings(of: HardCodedSecret())
    #expect(findings.count == 20)
    #expect(findings.allSatisfy { !$0.quote.contains(Self.token.dropFirst(4).prefix(8)) && $0.quote.utf8.count < 2000 })
  }

  static let quiet = [
    Example("a.swift", " let key = \"\(token)\"\n-let b = \"\(token)\"\n+let c = 1"),
    Example("package-lock.json", "+  \"token\": \"\(value)\""),
    Example("a.swift", "+let key = \"AKIA\" + \"IOSFODNN7EXAMPLE\""),
    Example("a.swift", "+let password = readPassword(prompt2)"),
  ]

  @Test(arguments: quiet) func `what is no new secret is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: HardCodedSecret()).isEmpty)
  }

  @Test func `a lock file is still searched for tokens of known form`() throws {
    #expect(try Example("yarn.lock", "+resolved \(Self.token)").findings(of: HardCodedSecret()).count == 1)
  }

  @Test func `an unquoted value with only a name to speak for it does not block`() throws {
    let findings = try Example("app.env", "+API_KEY=\(Self.value)").findings(of: HardCodedSecret())
    try #require(findings.count == 1)
    #expect(!findings[0].isBlocking)
    #expect(findings[0].severity == .high)
  }
}
