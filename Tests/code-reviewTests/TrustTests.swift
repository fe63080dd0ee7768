import Foundation
import JSON
import Store
import TestSupport
import Testing

/// The trust ledger, as a user of the built program sees it.
@Suite(.timeLimit(.minutes(2))) struct TrustTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
    try project.commit("src/app.py", "def f():\n    breakpoint()\n")
  }

  private var store: String { "\(project.builder.home)/.local/state/fulcrum/store.sqlite" }

  private func list(_ folder: String? = nil, of project: ReviewedProject? = nil) async throws -> [JSONValue] {
    let result = try await (project ?? self.project).run("trust", "list", "--format", "json", in: folder)
    #expect(result.exitCode == 0, "\(result)")
    return try #require(JSONValue.parse(result.output)["trust"]?.array)
  }

  private func review(_ arguments: String...) async throws -> (JSONValue, ProgramResult) {
    let result = try await project.program.run(
      ["--commit", "HEAD", "--format", "json", "--verbose"] + arguments, in: project.builder.path,
      environment: project.environment)
    return (try JSONValue.parse(result.output), result)
  }

  @Test func `without a store nothing changes, and none is made`() async throws {
    let (report, _) = try await review()
    #expect(report["findings"]?[0]?["rule"] == "debug-leftover")
    #expect(report["doubts"] == [])
    #expect(try await list() == [])
    #expect(try await project.run("trust").output.contains("Nothing is known"))
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func `a rule that was wrong is held back, said so, and heard again after a reset`() async throws {
    let recorded = try await project.run("trust", "record", "debug-leftover", "wrong")
    #expect(recorded.exitCode == 0, "\(recorded)")
    #expect(recorded.output.contains("debug-leftover"))
    let (report, result) = try await review()
    #expect(report["findings"] == [])
    #expect(report["doubts"]?[0]?["held_back"] == 1)
    #expect(result.errors.contains("debug-leftover was wrong here before"))
    let text = try await project.review()
    #expect(text.output.contains("1 finding held back: their rules were wrong before"), "\(text)")
    #expect(text.output.contains("debug-leftover was wrong here before: 1 held back"))
    #expect(!text.output.contains("No issues found"))
    #expect(try await project.run("trust", "reset", "debug-leftover").exitCode == 0)
    #expect(try await review().0["findings"]?.array?.count == 1)
  }

  @Test func `a rule that was right and wrong is shown later`() async throws {
    try project.commit("src/two.py", "def g():\n    breakpoint()   \n")
    let (before, _) = try await review()
    let first = before["findings"]?[0]
    for verdict in ["right", "right", "right", "wrong"] {
      _ = try await project.run("trust", "record", "debug-leftover", verdict)
    }
    let (after, _) = try await review()
    #expect(after["findings"]?[0]?["rule"] == "debug-leftover")
    let lowered = try #require(after["findings"]?[0]?["confidence"]?.number)
    #expect(try lowered < #require(first?["confidence"]?.number))
    #expect(after["doubts"]?[0]?["lowered"] == 1)
  }

  @Test func `the level that makes a review fail counts what is held back`() async throws {
    _ = try await project.run("trust", "record", "debug-leftover", "wrong")
    #expect(try await project.review("--fail-on", "note").exitCode == 1)
  }

  @Test(arguments: ["secret", "conflict-marker"])
  func `nothing is said of a rule that blocks, and its findings stay`(rule: String) async throws {
    let result = try await project.run("trust", "record", rule, "wrong")
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("since they stop a push"))
  }

  @Test func `a blocking finding stays even if the store says otherwise`() async throws {
    // As a program may have written it that knew no better.
    let event = TrustEvent(TrustSubject(.rule, "conflict-marker"), isRight: false, weight: Trust.Weight.grave)
    try Store(in: "\(project.builder.home)/.local/state/fulcrum").record(
      [event, event], in: RepositoryKey(commonFolder: "\(project.builder.path)/.git"),
      at: Int(Date.now.timeIntervalSince1970 * 1000))
    #expect(try await list().first?["wrong"] == 2)
    try project.commit("src/merge.py", Planted.conflict.text)
    let result = try await project.review()
    #expect(result.exitCode == 1)
    #expect(result.output.contains("conflict-marker"))
  }

  @Test func `verdicts on a model's findings count for its categories, each once`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    for _ in 0..<2 { #expect(try await project.review().exitCode == 0) }
    let known = try await list(of: project)
    #expect(known.map { $0["subject"]?.string } == ["review/correctness"])
    #expect(known[0]["kind"] == "category")
    #expect(known[0]["right"] == 1)
    #expect(known[0]["wrong"] == 1)
    #expect(known[0]["confidence_factor"] == 1, "what the second look refutes troubles nobody")
  }

  @Test func `work trees share what is known, other repositories do not`() async throws {
    _ = try await project.run("trust", "record", "debug-leftover", "right")
    let linked = project.builder.sibling("linked")
    try project.builder.git("worktree", "add", "--quiet", linked)
    #expect(try await list(linked).count == 1)
    var other = try ReviewedProject()
    other.environment["HOME"] = project.builder.home
    #expect(try await list(of: other) == [])
    let reset = try await project.run("trust", "reset", "--all", in: linked)
    #expect(reset.errors.contains("1 subjects are forgotten"))
    #expect(try await list() == [])
  }

  @Test(arguments: [
    ["trust", "reset"], ["trust", "reset", "x", "--all"], ["trust", "record", "debug-leftovr", "wrong"],
    ["trust", "record", "debug-leftover", "maybe"], ["trust", "record", "review/taste", "right"],
  ])
  func `what makes no sense is refused`(arguments: [String]) async throws {
    let result = try await project.program.run(
      arguments, in: project.builder.path, environment: project.environment)
    #expect(result.exitCode == 2, "\(result)")
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func `a store that is damaged or cannot be made makes no review worse`() async throws {
    _ = try await project.run("trust", "record", "debug-leftover", "wrong")
    try Data(String(repeating: "broken", count: 900).utf8).write(to: URL(filePath: store))
    let (report, result) = try await review()
    #expect(report["findings"]?.array?.count == 1)
    #expect(result.errors.contains("is damaged; it was left as it is"))
    #expect(try await project.run("trust", "list").exitCode == 3)

    let server = try LoopbackServer(ScriptedReviewer.reply)
    let other = try ReviewedProject(model: server.url)
    let reviewed = try await other.review(environment: ["XDG_STATE_HOME": "/dev/null/state"])
    #expect(reviewed.exitCode == 0, "\(reviewed)")
    #expect(reviewed.errors.contains("what was learnt of the agent is not kept"))
  }

  @Test func `a project can set nothing of it`() async throws {
    try project.commit(".fulcrum.yml", "trust: {debug-leftover: 0}\n")
    try project.commit("src/more.py", "def h():\n    breakpoint()\n")
    let (report, result) = try await review()
    #expect(report["findings"]?.array?.count == 1)
    #expect(result.errors.contains("unknown key"))
  }

  @Test func `a review without findings does not touch the store`() async throws {
    _ = try await project.run("trust", "record", "debug-leftover", "wrong")
    try project.commit("src/plain.py", "x = 1\n")
    // Whoever opened it would say that it is damaged.
    try Data(String(repeating: "broken", count: 900).utf8).write(to: URL(filePath: store))
    let (_, result) = try await review()
    #expect(result.exitCode == 0)
    #expect(!result.errors.contains("damaged"), "\(result)")
  }
}
