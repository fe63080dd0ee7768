import Foundation
import TestSupport
import Testing

/// The table of exit codes where a call cannot begin: 2, 3 and 8, each with one line and without a report.
///
/// The other codes need a review: 0 and 1 are in `RangeTests`, 3, 4, 130 and 143 in `ModelFaultTests`, 7 in `BadInputTests`.
@Suite(.timeLimit(.minutes(2))) struct ExitCodeTests {
  /// A call that cannot begin.
  struct BadCall: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let code: Int32
    /// What the message must name.
    let words: [String]
    var environment: [String: String] = [:]
    /// The user's configuration file.
    var configuration: String?

    var testDescription: String { "\(arguments.joined(separator: " ")) \(environment) \(configuration ?? "")" }
  }

  private static let commit = ["--commit", "HEAD", "--quiet"]
  private static let server = ["FULCRUM_BASE_URL": "http://127.0.0.1:1", "FULCRUM_MODEL": "m"]

  static let badCalls = [
    BadCall(arguments: ["--commit", "HEAD", "--repository", "/nonexistent"], code: 8, words: ["/nonexistent"]),
    BadCall(arguments: ["--commit", "HEAD", "--repository", "/"], code: 8, words: ["repository"]),
    BadCall(arguments: ["--commit", "nowhere"], code: 8, words: ["nowhere"]),
    BadCall(arguments: ["--range", "nowhere..HEAD"], code: 8, words: ["nowhere"]),
    BadCall(arguments: ["--range", "HEAD...nowhere"], code: 8, words: ["nowhere"]),
    BadCall(arguments: ["--commit", "HEAD:src"], code: 8, words: ["HEAD:src"]),
    BadCall(arguments: ["--commit", "\u{1b}[31m"], code: 8, words: [#"\u{1B}[31m"#]),
    BadCall(arguments: ["--range", "HEAD"], code: 2, words: ["A..B", "--commit HEAD"]),
    BadCall(arguments: ["--range", ""], code: 2, words: ["A..B"]),
    BadCall(arguments: [], code: 2, words: ["--range", "--commit", "--staged"]),
    BadCall(arguments: ["--staged", "--commit", "HEAD"], code: 2, words: ["name one change", "--commit HEAD"]),
    BadCall(arguments: ["--comit", "HEAD"], code: 2, words: ["--comit", "--commit"]),
    BadCall(arguments: ["--commit"], code: 2, words: ["--commit"]),
    BadCall(arguments: ["nonsense"], code: 2, words: ["nonsense"]),
    BadCall(arguments: commit + ["--format", "xml"], code: 2, words: ["xml", "json"]),
    BadCall(arguments: commit + ["--fail-on", "sometimes"], code: 2, words: ["--fail-on", "sometimes", "never"]),
    BadCall(arguments: commit + ["--max-findings", "0"], code: 2, words: ["--max-findings", "1 to 1000"]),
    BadCall(arguments: commit + ["--deadline-seconds", "soon"], code: 2, words: ["--deadline-seconds", "soon"]),
    BadCall(arguments: commit + ["--model", "m"], code: 2, words: ["model is set", "base_url is not"]),
    BadCall(
      arguments: commit + ["--base-url", "http://127.0.0.1:1"], code: 2, words: ["base_url is set", "model is not"]),
    BadCall(
      arguments: commit + ["--base-url", "nonsense"], code: 2, words: ["base_url", "nonsense", "https://host/path"],
      environment: server),
    BadCall(
      arguments: commit + ["--base-url", "http://example.com"], code: 2,
      words: ["http://example.com", "not encrypted"], environment: server),
    BadCall(
      arguments: commit + ["--key-file", "/nonexistent/key"], code: 2, words: ["/nonexistent/key"], environment: server),
    BadCall(arguments: commit + ["--key-file", "key"], code: 2, words: ["absolute"], environment: server),
    BadCall(
      arguments: commit, code: 2, words: ["ABSENT_KEY"],
      environment: server.merging(["FULCRUM_KEY_ENV": "ABSENT_KEY"]) { $1 }),
    BadCall(
      arguments: commit, code: 2, words: ["FULCRUM_KEY"],
      environment: server.merging(["FULCRUM_KEY": "two words"]) { $1 }),
    BadCall(arguments: commit, code: 2, words: ["FULCRUM_STRICT"], environment: ["FULCRUM_STRICT": "perhaps"]),
    BadCall(arguments: commit + ["--replay", "/nonexistent"], code: 2, words: ["--replay", "base_url"]),
    BadCall(
      arguments: commit + ["--replay", "/nonexistent"], code: 3, words: ["/nonexistent"], environment: server),
    BadCall(
      arguments: commit + ["--replay", "/a", "--record", "/b"], code: 2, words: ["--record and --replay"],
      environment: server),
    BadCall(
      arguments: commit, code: 2, words: ["config.yml:2", "modle", "did you mean model?"],
      configuration: "base_url: http://127.0.0.1:1\nmodle: m\n"),
    BadCall(
      arguments: commit, code: 2, words: ["config.yml:3", "max_findings", "many"],
      configuration: "# Mine\n\nmax_findings: many\n"),
    BadCall(arguments: commit, code: 2, words: ["config.yml:1"], configuration: "just words\n"),
    BadCall(arguments: commit, code: 2, words: ["config.yml:2"], configuration: "model: m\n\tbroken: [\n"),
    BadCall(
      arguments: commit, code: 2, words: ["config.yml:1", "key_file"], configuration: "api_key: sk-1234567890\n"),
    BadCall(arguments: ["pre-push", "--no-such-flag"], code: 2, words: ["--no-such-flag"]),
    BadCall(arguments: ["install", "--repository", "/nonexistent"], code: 8, words: ["/nonexistent"]),
  ]

  @Test(arguments: badCalls)
  func `a call that cannot begin says why and ends with its code`(call: BadCall) async throws {
    let project = try ReviewedProject()
    if let text = call.configuration { try project.configure("config.yml", text) }
    let result = try await project.program.run(
      call.arguments, in: project.builder.path, environment: project.environment.merging(call.environment) { $1 })
    #expect(result.exitCode == call.code, "\(result)")
    #expect(result.output.isEmpty, "\(result)")
    for word in call.words { #expect(result.errors.contains(word), "\(result)") }
    #expect(!result.errors.contains("\u{1b}"))
    #expect(!result.errors.contains("sk-1234567890"))
    let isUsage = result.errors.contains("Usage:")
    #expect(isUsage || result.errors.split(separator: "\n").count == 1, "\(result)")
  }

  @Test(arguments: ["review", "verify"], ["# No front matter\n", "---\nname: [\n---\n", "", nil])
  func `an agent of the user's that cannot be used ends with 2`(name: String, text: String?) async throws {
    let project = try ReviewedProject(model: "http://127.0.0.1:1")
    let path = "\(project.builder.home)/.config/fulcrum/agents/\(name).md"
    if let text {
      try project.configure("agents/\(name).md", text)
    } else {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let result = try await project.review("--quiet")
    #expect(result.exitCode == 2, "\(result)")
    #expect(result.errors.contains(path))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [["--version"], ["--help"], ["review", "--help"], ["help", "pre-push"]])
  func `help and version end with 0, on the standard output`(arguments: [String]) async throws {
    let project = try ReviewedProject()
    let result = try await project.program.run(arguments, in: project.builder.home, environment: [:])
    #expect(result.exitCode == 0)
    #expect(!result.output.isEmpty)
    #expect(result.errors.isEmpty)
  }
}
