import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// What becomes of a call that is denied: in the scheduler, in the run, in the outcome.
struct DenialTests {
  private static let write = Sample.call("w", "change", #"{"path": "a"}"#)
  private static let report = Sample.call("r", "finish")

  private func runtime(
    _ replies: [ScriptedProvider.Reply], permissions: PermissionPolicy, changes: Changes = Changes(),
    limits: AgentLimits = AgentLimits(turns: 4), ask: @escaping ToolScheduler.Asking = { _, _ in false }
  ) -> AgentRuntime {
    AgentRuntime(
      configuration: Sample.configuration(limits: limits),
      models: [AgentModel(name: "m", provider: ScriptedProvider(replies))],
      toolbox: Toolbox([ChangeTool(changes: changes), FinishTool()]), maximumOutputTokens: 100,
      permissions: permissions, ask: ask)
  }

  @Test func `a denied call is not run, the model is told why, and its answer stands`() async {
    let changes = Changes()
    let run = await runtime(
      [.content([.toolCall(Self.write)]), .content([.toolCall(Self.report)])],
      permissions: PermissionPolicy(agent: "review"), changes: changes
    ).run(task: "go", system: [])
    #expect(run.outcome == .answered(["done": true]))
    #expect(changes.paths.isEmpty)
    #expect(run.denials.map(\.callID) == ["w"])
    #expect(run.denials.first?.decision.deciding == .ceiling(.safe, of: "review", risk: .moderate))
    guard case .results(let results, _)? = run.log.dropFirst(2).first else {
      Issue.record("no result in \(run.log)")
      return
    }
    #expect(results[0].isError)
    #expect(
      results[0].text.contains("`change` was not run, since it was denied: the agent review may do nothing above"))
  }

  @Test func `a run that finds no answer after a denial was denied`() async throws {
    let run = await runtime(
      [.content([.toolCall(Self.write)])] + Array(repeating: .content([.text("I cannot")]), count: 3),
      permissions: PermissionPolicy()
    ).run(task: "go", system: [])
    let denial = try #require(run.denials.first)
    #expect(run.outcome == .denied(denial))
    #expect("\(run.outcome)".contains("came to no answer after a call was denied: change was denied"))
  }

  @Test func `a model that asks again and again was denied, too`() async throws {
    let run = await runtime(
      Array(repeating: .content([.toolCall(Self.write)]), count: 9), permissions: PermissionPolicy()
    ).run(task: "go", system: [])
    #expect(run.outcome == .denied(try #require(run.denials.first)))
    // In the last of the four turns nothing but an answer counts.
    #expect(run.denials.count == 3)
  }

  @Test func `other ends keep their own cause`() async {
    let failed = await runtime(
      [.content([.toolCall(Self.write)]), .failure(ModelError(.unauthorized, "no"))],
      permissions: PermissionPolicy()
    ).run(task: "go", system: [])
    #expect(failed.outcome == .providerFailed(ModelError(.unauthorized, "no")))
    #expect(failed.denials.count == 1)
  }

  @Test(arguments: [true, false]) func `who is there is asked, and decides`(isAllowed: Bool) async {
    let changes = Changes()
    let asked = Mutex<[PermissionDecision]>([])
    let run = await runtime(
      [.content([.toolCall(Self.write)]), .content([.toolCall(Self.report)])],
      permissions: PermissionPolicy(ceiling: .moderate, isAttended: true), changes: changes,
      ask: { _, decision in
        asked.withLock { $0.append(decision) }
        return isAllowed
      }
    ).run(task: "go", system: [])
    #expect(asked.withLock { $0 } == [PermissionDecision(.ask, by: .matrix(.prompt, .moderate))])
    #expect(changes.paths == (isAllowed ? ["a"] : []))
    #expect(run.denials.isEmpty == isAllowed)
  }

  @Test func `arguments that the schema refuses are no matter of permission`() async {
    let answers = await ToolScheduler(Toolbox([ChangeTool(changes: Changes())])).run([
      Sample.call("1", "change", "{}"), Self.write,
    ])
    #expect(answers[0].denial == nil)
    #expect(answers[0].result.text.contains("lacks"))
    #expect(answers[1].denial != nil)
  }

  @Test func `of a name that is given twice the policy sees what is run`() async throws {
    let changes = Changes()
    let rule = try PermissionRule(.deny, tool: "change", paths: ["b"], tools: ["change"])
    let scheduler = ToolScheduler(
      Toolbox([ChangeTool(changes: changes)]),
      permissions: PermissionPolicy(mode: .auto, ceiling: .moderate, rules: [rule]))
    for arguments in [
      #"{"path": "b", "path": "a"}"#, #"{"path": "a", "path": "b"}"#, #"{"path": "a", "p\u0061th": "b"}"#,
    ] {
      _ = await scheduler.run([Sample.call("1", "change", arguments)])
    }
    #expect(!changes.paths.contains("b"))
  }

  @Test(.timeLimit(.minutes(1))) func `of thousands of calls the first are run, and the rest answered`() async {
    let changes = Changes()
    let scheduler = ToolScheduler(
      Toolbox([ChangeTool(changes: changes)]), permissions: PermissionPolicy(mode: .auto, ceiling: .moderate))
    let answers = await scheduler.run(
      (0..<20_000).map { Sample.call("\($0)", "change", #"{"path": "a\#($0)"}"#) })
    #expect(answers.count == 20_000)
    #expect(changes.paths.count == ToolScheduler.callLimit)
    #expect(answers.last?.result.text.contains("at most 256 calls") == true)
  }

  @Test func `denials are kept up to a hundred`() async {
    let calls = (0..<200).map { ContentBlock.toolCall(Sample.call("\($0)", "change", #"{"path": "a"}"#)) }
    let run = await runtime(
      [.content(calls), .content([.toolCall(Self.report)])], permissions: PermissionPolicy()
    ).run(task: "go", system: [])
    #expect(run.outcome == .answered(["done": true]))
    #expect(run.denials.count == 100)
  }
}

private final class Changes: Sendable {
  private let state = Mutex<[String]>([])

  var paths: [String] { state.withLock { $0 } }

  func note(_ path: String) { state.withLock { $0.append(path) } }
}

private struct ChangeTool: Tool {
  struct Input: Decodable, Sendable { var path: String }

  let changes: Changes
  let name = "change"
  let description = "Changes a file."
  let inputSchema = JSONSchema(["type": "object", "properties": ["path": ["type": "string"]], "required": ["path"]])

  func risk(of input: Input) -> Risk { .moderate }

  func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path]) }

  func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .paths([input.path])) }

  func run(_ input: Input) async throws -> ToolOutput {
    changes.note(input.path)
    return ToolOutput("changed")
  }
}

private struct FinishTool: Tool {
  struct Input: Decodable, Sendable {}

  let name = "finish"
  let description = "Ends the run."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput("ok", finalAnswer: ["done": true]) }
}
