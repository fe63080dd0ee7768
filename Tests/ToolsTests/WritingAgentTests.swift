import AgentKernel
import JSON
import Models
import Processes
import SourceText
import TestSupport
import Testing
import Tools
import Verification

/// A scripted model that edits, runs commands and is denied, through the whole kernel.
@Suite(.timeLimit(.minutes(2))) struct WritingAgentTests {
  private static func call(_ id: String, _ name: String, _ arguments: JSONValue) -> ContentBlock {
    .toolCall(ToolCall(id: id, name: name, arguments: arguments.serialized()))
  }

  private func run(
    _ turns: [[ContentBlock]], agent: String, mode: PermissionMode?, rules: [PermissionRule] = [], in area: WorkArea
  ) async throws -> AgentRun {
    let definition = try AgentDefinition(parsing: "---\nname: \(agent)\nturns: 8\n---\n", source: agent)
    let configuration = AgentConfiguration(
      limits: definition.limits, finalTool: "report_verdict",
      notes: .init(missingAnswer: "no answer", cutOff: "cut off", lastTurn: "last turn"))
    let provider = ScriptedProvider(turns.map { .content($0) })
    let runtime = AgentRuntime(
      configuration: configuration, models: [AgentModel(name: "m", provider: provider)],
      toolbox: Toolbox(area.toolbox.tools + [ReportVerdictTool()]), maximumOutputTokens: 1000,
      permissions: PermissionPolicy(of: definition, PermissionSettings(mode: mode, rules: rules)))
    return await runtime.run(task: "mend it", system: [])
  }

  private func area() async throws -> WorkArea {
    let sandbox = try await Sandbox.prepared(launcher: try ProgramRunner(named: "escape-artist").path)
    let command = ConfiguredCommand(name: "test", words: ["/bin/sh", "-c", "grep -q fixed a.txt"])
    let runner = CommandRunner(commands: [command], sandbox: sandbox, variables: [:])
    return try await WorkArea(["a.txt": "broken\n", "Generated/g.txt": "g\n"]) { folder in
      RunCommandTool(folder, runner).map { [$0] } ?? []
    }
  }

  private static let end = call("end", "report_verdict", ["verdict": "confirmed", "reason": "done"])

  private static func results(_ run: AgentRun) -> [String: ToolResult] {
    let all = run.log.flatMap { entry in if case .results(let results, _) = entry { results } else { [ToolResult]() } }
    return Dictionary(all.map { ($0.callID, $0) }) { $1 }
  }

  @Test func `it reads, edits, runs the test and reports; what is above its ceiling is denied and reported`()
    async throws
  {
    let area = try await area()
    let run = try await run(
      [
        [Self.call("1", "read_file", ["path": "a.txt"]), Self.call("2", "run_command", ["command": "test"])],
        [
          Self.call("3", "edit_file", ["path": "a.txt", "old_text": "broken", "new_text": "fixed"]),
          Self.call("4", "run_command", ["command": "test"]), Self.call("5", "delete_file", ["path": "a.txt"]),
        ],
        [Self.end],
      ], agent: "refactor", mode: .auto, in: area)
    #expect(run.outcome == .answered(["verdict": "confirmed", "reason": "done"]))
    let results = Self.results(run)
    #expect(results["2"]?.text.hasPrefix("the command exited with code 1") == true, "\(results)")
    #expect(results["4"]?.text.hasPrefix("the command exited with code 0") == true, "\(results)")
    #expect(results["5"]?.isError == true)
    #expect(
      run.denials.map(\.description) == [
        "delete_file was denied: the agent refactor may do nothing above moderate, and this call is dangerous"
      ])
    #expect(area.text("a.txt") == "fixed\n")
    #expect(await area.folder.changes.count == 1)
  }

  @Test func `unattended in the standard mode nothing is written, and the run was denied`() async throws {
    let area = try await area()
    let edit = Self.call("1", "edit_file", ["path": "a.txt", "old_text": "broken", "new_text": "fixed"])
    let words = [ContentBlock.text("I cannot go on")]
    let run = try await run([[edit], words, words, words], agent: "gen-tests", mode: nil, in: area)
    guard case .denied(let denial) = run.outcome else {
      Issue.record("\(run.outcome)")
      return
    }
    #expect(denial.decision.deciding == .unattended(.matrix(.prompt, .moderate)))
    #expect(area.text("a.txt") == "broken\n")
  }

  @Test func `a reviewer writes nothing in any mode`() async throws {
    let area = try await area()
    for mode in PermissionMode.allCases {
      let run = try await run(
        [
          [
            Self.call("1", "write_file", ["path": "new", "content": "x"]),
            Self.call("2", "run_command", ["command": "test"]),
            Self.call("3", "apply_patch", ["patch": "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-broken\n+x\n"]),
          ], [Self.end],
        ], agent: "review", mode: mode, in: area)
      #expect(run.denials.count >= 3)
      #expect(area.names == ["Generated", "Generated/g.txt", "a.txt"])
      #expect(area.text("a.txt") == "broken\n")
    }
  }

  @Test func `a rule keeps a folder from all tools, through patches and searches too`() async throws {
    let area = try await area()
    let rule = try PermissionRule(
      .deny, tool: "*", paths: ["generated/**"], tools: ToolCatalogue.names)
    try rule.check(PermissionRule.Examples(matches: ["edit_file Generated/g.txt"]), tools: ToolCatalogue.names)
    let run = try await run(
      [
        [
          Self.call("1", "read_file", ["path": "Generated/g.txt"]), Self.call("2", "grep", ["pattern": "g"]),
          Self.call(
            "3", "apply_patch", ["patch": "--- a/Generated/g.txt\n+++ b/Generated/g.txt\n@@ -1 +1 @@\n-g\n+x\n"]),
          Self.call("4", "write_file", ["path": "GENERATED/h", "content": "x"]),
          Self.call("5", "glob", ["pattern": "*"]),
          Self.call("6", "read_file", ["path": "a.txt"]),
        ], [Self.end],
      ], agent: "refactor", mode: .enabled, rules: [rule], in: area)
    #expect(run.denials.map(\.callID).sorted() == ["1", "2", "3", "4", "5"])
    #expect(area.names == ["Generated", "Generated/g.txt", "a.txt"])
  }

  @Test func `every tool stands in the catalogue, and says how grave it is`() throws {
    let toolbox = ToolCatalogue.unconnected(commands: ["test"])
    #expect(toolbox.tools.map(\.name).sorted() == ToolCatalogue.names)
    let patch = "diff --git a/a b/a\ndeleted file mode 100644\n--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
    let risks: [(String, JSONValue, Risk)] = [
      ("read_file", ["path": "a"], .safe), ("grep", ["pattern": "a"], .safe), ("git_log", [:], .safe),
      ("write_file", ["path": "a", "content": ""], .moderate),
      ("edit_file", ["path": "a", "old_text": "a", "new_text": "b"], .moderate),
      ("multi_edit", ["path": "a", "edits": [["old_text": "a", "new_text": "b"]]], .moderate),
      ("apply_patch", ["patch": "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n"], .moderate),
      ("apply_patch", ["patch": .string(patch)], .dangerous), ("run_command", ["command": "test"], .moderate),
      ("move_file", ["from": "a", "to": "b"], .dangerous), ("delete_file", ["path": "a"], .dangerous),
      ("shell", ["line": "ls"], .dangerous),
    ]
    for (name, arguments, risk) in risks {
      let call = ToolCall(id: "1", name: name, arguments: arguments.serialized())
      #expect(try PreparedCall(call, in: toolbox).facts.risk == risk, "\(name)")
    }
  }
}
