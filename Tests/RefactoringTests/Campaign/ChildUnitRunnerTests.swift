import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

@testable import Refactoring

/// Real children: scripts in the place of `refactor run`.
@Suite(.timeLimit(.minutes(2))) struct ChildUnitRunnerTests {
  private static let unit = CampaignUnit(
    kind: .directory, name: "alpha/Sources", path: "/srv/alpha/Sources", repository: "/srv/alpha")

  /// Runs a script in the place of the program.
  ///
  /// - Parameter body: what it does; `$report` is where its report goes.
  private static func outcome(
    _ body: String, deadline: Duration = .seconds(60), changes: Bool = true,
    started: @escaping @Sendable (ProcessTrace) -> Void = { _ in }
  ) async throws -> UnitOutcome {
    let folder = try TemporaryFolder()
    let program = "\(folder.path)/program"
    let text = """
      #!/bin/sh
      while [ $# -gt 0 ]; do [ "$1" = --output ] && report=$2; shift; done
      \(body)

      """
    try Data(text.utf8).write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let definition = CampaignDefinition(
      name: "c", work: CampaignWork(recipe: "tidy"), query: UnitQuery(kind: .directory, folder: folder.path),
      limits: CampaignDefinition.Limits(unit: deadline))
    let runner = ChildUnitRunner(program: program, definition: definition, reports: folder.path, changes: changes)
    return try await runner.run(UnitTask(unit: unit), started: started)
  }

  @Test func `a preview tells of steps that do not fit`() throws {
    let step: JSONValue = ["state": "quarantined", "gate": "parse", "title": "Add", "lines": ["it is there"]]
    let report: JSONValue = ["done": 1, "left": 1, "difference": "d", "failures": [], "steps": [step]]
    let preview = UnitPreview(code: 7, report: report, errors: "")
    #expect((preview.steps, preview.difference) == (1, "d"))
    #expect(preview.trouble == "1 step left; Add fails parse: it is there")
    #expect(UnitPreview(code: 0, report: ["done": 1], errors: "").trouble == nil)
  }

  @Test func `the report and the exit code become the outcome`() async throws {
    let report = """
      {"reference":"refs/heads/refactor/c","cost_microdollars":1200,"steps":[
      {"state":"done","commit":"a1","gates":[{"gate":"build","verdict":"passed"},{"gate":"tests","verdict":"passed"}]},
      {"state":"done","commit":"b2","gates":[{"gate":"build","verdict":"passed"},{"gate":"coverage","verdict":"skipped"}]},
      {"state":"quarantined","gate":"tests","lines":["LoaderTests/retries fails"],"title":"rename Loader",
      "gates":[{"gate":"tests","verdict":"failed"}]}]}
      """
    let outcome = try await Self.outcome("cat > \"$report\" <<'END'\n\(report)\nEND\nexit 7")
    #expect((outcome.state, outcome.code, outcome.commits) == (.partial, 7, 2))
    #expect(outcome.reason == "1 step left; rename Loader fails tests: LoaderTests/retries fails")
    #expect((outcome.branch, outcome.cost) == ("refactor/c", 1_200))
    #expect(outcome.gates.map { "\($0.name) \($0.passed) \($0.failed)" } == ["build 2 0", "tests 1 1"])
  }

  @Test(
    arguments: [
      ("echo '{}' > \"$report\"", true, UnitOutcome.State.unchanged, 0, "", false),
      ("echo '{}' > \"$report\"; exit 1", false, .wouldChange, 1, "", false),
      ("echo '{}' > \"$report\"; exit 1", true, .failed, 1, "threshold", false),
      ("echo '{\"failures\":[\"tests are red\"]}' > \"$report\"; exit 8", true, .failed, 8, "tests are red", false),
      ("echo hint >&2; echo 'refactor: no such recipe' >&2; exit 2", true, .failed, 2, "no such recipe", false),
      (
        "echo '{\"error\":\"all worktrees are taken\",\"may_pass\":true}' > \"$report\"; exit 8", true, .failed, 8,
        "all worktrees are taken", true
      ),
      ("exit 3", true, .failed, 3, "infrastructure", true),
      ("exit 7", true, .partial, 7, "a part", false),
      ("exit 143", true, .failed, 143, "signal", true),
      ("exit 70", true, .failed, 70, "70", true),
      ("exit 0", true, .failed, 0, "without a report", false),
      ("echo '{\"steps\":' > \"$report\"", true, .failed, 0, "without a report", false),
      ("kill -SEGV $$", true, .failed, nil, "signal 11", true),
    ] as [(String, Bool, UnitOutcome.State, Int?, String, Bool)])
  func `however a child ends, it is an outcome with a reason`(
    body: String, changes: Bool, state: UnitOutcome.State, code: Int?, reason: String, mayPass: Bool
  ) async throws {
    let outcome = try await Self.outcome(body, changes: changes)
    #expect((outcome.state, outcome.code, outcome.mayPass) == (state, code, mayPass))
    #expect(reason.isEmpty ? outcome.reason.isEmpty : outcome.reason.contains(reason), "\(outcome.reason)")
  }

  @Test func `a child that hangs is ended with all that it started`() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await Self.outcome(
      "trap '' TERM; sleep 3600 & echo $! > '\(folder.path)/child'; wait; wait", deadline: .seconds(1))
    #expect(outcome.state == .failed)
    #expect(outcome.reason == "it did not end within 1.0 s")
    let child = try #require(
      Int32(String(contentsOfFile: "\(folder.path)/child", encoding: .utf8).trimmingCharacters(in: .newlines)))
    #expect(!ProcessTrace(of: child).isAlive)
  }

  @Test func `a child that writes without end costs little, and what it said last is the reason`() async throws {
    let outcome = try await Self.outcome(
      "yes 'a long line of words that mean nothing' | head -c 20000000 >&2; printf '\\nthe end of it\\n' >&2; exit 8")
    #expect(outcome.reason == "the end of it")
    #expect(outcome.reason.count <= 300)
  }

  @Test func `secrets and control characters do not get into a reason`() async throws {
    let token = "ghp_" + "R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO"
    let outcome = try await Self.outcome("printf 'no access with \(token) \\033[31m\\n' >&2; exit 8")
    #expect(!outcome.reason.contains(token))
    #expect(!outcome.reason.contains("\u{1b}"))
    #expect(outcome.reason.contains("no access"))
  }

  @Test func `a program that is not there is a failed unit`() async throws {
    let definition = CampaignDefinition(
      name: "c", work: CampaignWork(recipe: "tidy"), query: UnitQuery(kind: .directory, folder: "/"))
    let runner = ChildUnitRunner(
      program: "/nowhere/refactor", definition: definition, reports: "/nowhere", changes: true)
    let outcome = try await runner.run(UnitTask(unit: Self.unit)) { _ in }
    #expect(outcome.state == .failed)
    #expect(outcome.reason.contains("/nowhere/refactor"))
  }

  @Test func `the process that works is told, and can be told from a later one`() async throws {
    let seen = Mutex<[ProcessTrace]>([])
    _ = try await Self.outcome("exit 8") { trace in seen.withLock { $0.append(trace) } }
    let traces = seen.withLock { $0 }
    let trace = try #require(traces.first)
    #expect(trace.number > 0)
    #expect(!trace.isAlive)
    let own = ProcessTrace(of: ProcessInfo.processInfo.processIdentifier)
    #expect(own.isAlive)
    #expect(!ProcessTrace(number: own.number, start: own.start + "0").isAlive)
  }

  @Test func `the arguments say what is to be done where, and whether to go on`() {
    let work = CampaignWork(
      recipe: "/r/rename.yml", parameters: ["to": "b", "from": "a"], paths: ["Sources"], options: ["--allow-red"])
    let repository = CampaignUnit(kind: .repository, name: "alpha", path: "/w/alpha", repository: "/w/alpha")
    let start = ["run", "--format", "json", "--output", "/o.json", "--quiet", "--repository", "/w/alpha"]
    let recipe = ["--recipe", "/r/rename.yml", "--param", "from=a", "--param", "to=b"]
    #expect(
      work.arguments(for: repository, of: "c", output: "/o.json", changes: true, resumes: true)
        == start + ["--branch", "refactor/c"] + recipe + ["--resume", "--allow-red", "--", "Sources"])
    #expect(
      work.arguments(for: repository, of: "c", output: "/o.json", changes: true, resumes: true, retriesLeft: true)
        == start + ["--branch", "refactor/c"] + recipe + ["--retry-left", "--allow-red", "--", "Sources"])
    let file = CampaignUnit(kind: .file, name: "alpha/a.swift", path: "/w/alpha/a.swift", repository: "/w/alpha")
    #expect(
      work.arguments(for: file, of: "c", output: "/o.json", changes: false, resumes: true)
        == start + ["--check"] + recipe + ["--allow-red", "--", "a.swift"])
    #expect(CampaignWork.branch(of: file, "c") == "refactor/c-\(file.fileName)")
  }
}
