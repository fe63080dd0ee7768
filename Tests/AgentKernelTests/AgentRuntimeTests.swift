import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport
import Testing

struct AgentRuntimeTests {
  @Test func `a run reads, then reports, and the requests grow by what was said`() async {
    let provider = ScriptedProvider([
      .content([.text("reading"), .toolCall(Sample.call("1", "echo", #"{"text": "a"}"#))]),
      .content([.toolCall(Sample.call("2", "report", #"{"count": 3}"#))]),
    ])
    let run = await runtime(provider).run(task: "go", system: [SystemSection(text: "you")])
    #expect(run.outcome == .answered(["count": 3]))
    #expect(run.turns == 2)
    #expect(run.usage == Usage(input: 20, output: 10))
    let requests = provider.requests
    #expect(requests.count == 2)
    #expect(Array(requests[1].messages.prefix(requests[0].messages.count)) == requests[0].messages)
    #expect(requests[0].tools == requests[1].tools)
  }

  @Test func `what may pass is tried again and told`() async {
    let notices = Mutex<[RunNotice]>([])
    let provider = ScriptedProvider([
      .failure(ModelError(.overloaded, "busy", retryAfter: .milliseconds(1))),
      .content([.toolCall(Sample.call("1", "report", #"{"count": 0}"#))]),
    ])
    let run = await runtime(provider, observe: { notice in notices.withLock { $0.append(notice) } })
      .run(task: "go", system: [])
    #expect(run.outcome == .answered(["count": 0]))
    let isRetryTold = notices.withLock { notices in
      notices.contains { if case .requestFailed(_, attempt: 1, retryingAfter: .some) = $0 { true } else { false } }
    }
    #expect(isRetryTold)
  }

  @Test(.timeLimit(.minutes(1)))
  func `the deadline ends a run that hangs, and cancels what hangs`() async {
    let provider = ScriptedProvider([.hang])
    var configuration = Sample.configuration()
    configuration.limits.time = .milliseconds(50)
    let run = await runtime(provider, configuration: configuration).run(task: "go", system: [])
    #expect(run.outcome == .budgetReached(.time))
    #expect(provider.cancellations == 1)
  }

  @Test(.timeLimit(.minutes(1)))
  func `cancelling the caller interrupts the run`() async {
    let provider = ScriptedProvider([.hang])
    let task = Task { await runtime(provider).run(task: "go", system: []) }
    await provider.waitForRequest()
    task.cancel()
    #expect(await task.value.outcome == .interrupted)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func `an end within a batch of calls leaves each that had ended its result`(isDeadline: Bool) async {
    let gate = Gate(expected: 100)
    let (ends, tell) = AsyncStream.makeStream(of: String.self)
    var configuration = Sample.configuration()
    if isDeadline { configuration.limits.time = .seconds(1) }
    let provider = ScriptedProvider([
      .content([.toolCall(Sample.call("1", "echo", #"{"text": "done"}"#)), .toolCall(Sample.call("2", "wait"))])
    ])
    let runtime = AgentRuntime(
      configuration: configuration, models: [AgentModel(name: "m", provider: provider)],
      toolbox: Toolbox([EchoTool(), WaitTool(gate: gate), ReportTool()]), maximumOutputTokens: 100,
      observe: { if case .toolEnded(_, let name, _, _) = $0 { tell.yield(name) } })
    let task = Task { await runtime.run(task: "go", system: []) }
    for await name in ends where name == "echo" { break }
    await gate.waitForArrivals(1)
    if !isDeadline { task.cancel() }
    let run = await task.value
    #expect(run.outcome == (isDeadline ? .budgetReached(.time) : .interrupted))
    guard case .results(let results, _)? = run.log.last else {
      Issue.record("no results")
      return
    }
    #expect(results.map(\.callID) == ["1", "2"])
    #expect(results.first == ToolResult(callID: "1", text: "done"))
    #expect(results.last?.isError == true && results.last?.text.contains("cancelled") == true)
  }

  private func runtime(
    _ provider: ScriptedProvider, configuration: AgentConfiguration = Sample.configuration(),
    observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) -> AgentRuntime {
    AgentRuntime(
      configuration: configuration, models: [AgentModel(name: "m", provider: provider)],
      toolbox: Toolbox([EchoTool(), ReportTool()]),
      maximumOutputTokens: 100, observe: observe)
  }
}

private struct EchoTool: Tool {
  struct Input: Decodable, Sendable { var text: String }

  let name = "echo"
  let description = "Says it again."
  let inputSchema = JSONSchema(["type": "object", "properties": ["text": ["type": "string"]], "required": ["text"]])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput(input.text) }
}

private struct ReportTool: Tool {
  struct Input: Decodable, Sendable { var count: Int }

  let name = "report"
  let description = "Ends the run."
  let inputSchema = JSONSchema(["type": "object", "properties": ["count": ["type": "integer"]], "required": ["count"]])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    ToolOutput("ok", finalAnswer: ["count": JSONValue(input.count)])
  }
}
