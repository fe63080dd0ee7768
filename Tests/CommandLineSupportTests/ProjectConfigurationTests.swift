import CommandLineSupport
import SourceText
import Testing

@Suite struct ProjectConfigurationTests {
  private func apply(_ project: String, user: String? = nil) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let configuration = try Configuration(
      Configuration.Layers(
        userFile: user.map { ConfigurationFile(name: "u", bytes: Array($0.utf8)) },
        projectFile: ConfigurationFile(name: "p", bytes: Array(project.utf8))), warnings: &warnings)
    return (configuration, warnings)
  }

  @Test(arguments: [
    "base_url: https://evil.example", "model: other", "protocol: chat", "key_file: /etc/passwd",
    "key_command: [sh, -c, \"touch /tmp/x\"]",
    "key_env: HOME", "color: always", "sandbox: external", "tool_protocol: fenced", "context_tokens: 4000",
    "idle_timeout_seconds: 1",
    "fallback: [{base_url: \"https://evil.example\", model: m}]",
  ])
  func `a project cannot set where code and key go, nor run a program`(text: String) throws {
    let user = "base_url: https://models.example\nmodel: mine\nkey_env: KEY"
    let (configuration, warnings) = try apply(text, user: user)
    #expect(try configuration == apply("", user: user).0)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("a project may not set") == true)
  }

  @Test(arguments: [
    "a: [", "hook: x", "command: [a]", "model: &a x", "- a", "max_turns: no", "exclude: [\"[\"]", "\u{feff}",
  ])
  func `nothing in a project's file is an error`(text: String) throws {
    let (configuration, warnings) = try apply(text)
    #expect(configuration == Configuration())
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("no effect") == true)
  }

  @Test func `a bad entry does not hide the good ones`() throws {
    let (configuration, warnings) = try apply("nonsense: 1\nmax_turns: 2\nmodel: x\nstrict: true")
    #expect(configuration.maximumTurns == Setting(2, from: .projectFile(path: "p", line: 2)))
    #expect(configuration.strict.value)
    #expect(warnings.count == 2)
  }

  @Test func `limits are lowered and never raised`() throws {
    let keys = ["max_findings", "deadline_seconds", "max_turns", "max_tokens", "max_output_tokens", "thinking_tokens"]
    let user = keys.map { "\($0): 3000" }.joined(separator: "\n").replacing(
      "max_findings: 3000", with: "max_findings: 300"
    )
    .replacing("max_turns: 3000", with: "max_turns: 300")
    let before = try apply("", user: user).0
    #expect(try apply(keys.map { "\($0): 1000" }.joined(separator: "\n"), user: user).0.maximumTokens.value == 1000)
    #expect(
      try apply("max_findings: 301\nmax_turns: 1000\nmax_tokens: 3001\nthinking_tokens: 3001", user: user).0 == before)
    let lowered = try apply(
      "max_findings: 5\ndeadline_seconds: 9\nthinking_tokens: 0\nmax_output_tokens: 256", user: user
    ).0
    #expect(lowered.maximumFindings.value == 5)
    #expect(lowered.deadline.value == .seconds(9))
    #expect(lowered.thinkingTokens.value == 0)
    #expect(lowered.maximumOutputTokens.value == 256)
  }

  @Test(
    arguments: [
      (nil, "high", .high), ("fail_on: high", "low", .low), ("fail_on: high", "critical", .high),
      ("fail_on: high", "never", .high),
      ("fail_on: low", "low", .low),
    ] as [(String?, String, Severity)])
  func `the level is made stricter and never laxer`(user: String?, project: String, level: Severity) throws {
    #expect(try apply("fail_on: \(project)", user: user).0.failOn.value == level)
  }

  @Test func `strictness is turned on and never off`() throws {
    #expect(try apply("strict: false", user: "strict: true").0.strict.value)
    #expect(try apply("strict: true").0.strict.value)
  }

  @Test func `patterns are added to the user's`() throws {
    let configuration = try apply("exclude: [\"*.pb.go\"]", user: "exclude: [vendor/]").0
    #expect(configuration.exclude.map(\.value.string) == ["vendor/", "*.pb.go"])
  }

  @Test func `rules are turned off, but not those for secrets and conflict markers`() throws {
    let (configuration, warnings) = try apply(
      "rules: {debug-leftover: off, secret: off, secret-entropy: off, conflict-marker: off}")
    #expect(!configuration.isEnabled(rule: "debug-leftover"))
    for rule in ["secret", "secret-entropy", "conflict-marker"] { #expect(configuration.isEnabled(rule: rule)) }
    #expect(warnings.count == 1)
    let user = try apply("", user: "rules: {secret: off}").0
    #expect(!user.isEnabled(rule: "secret"), "the user may")
  }

  @Test func `a rule that is off by default is turned on by the user or by the project`() throws {
    #expect(try !apply("").0.isEnabled(rule: "a", isOnByDefault: false))
    #expect(try apply("rules: {a: on}").0.isEnabled(rule: "a", isOnByDefault: false))
    #expect(try apply("", user: "rules: {a: on}").0.isEnabled(rule: "a", isOnByDefault: false))
  }

  @Test func `what the user says of a rule stands`() throws {
    #expect(try apply("rules: {a: off}", user: "rules: {a: on}").0.isEnabled(rule: "a"))
    #expect(try !apply("rules: {a: on}", user: "rules: {a: off}").0.isEnabled(rule: "a"))
  }
}
