import AgentKernel
import HTTP
import JSON
import Models
import Synchronization
import TestSupport

/// An agent with a tool that leaves a trace, on the whole kernel, with a provider behind a real socket.
struct FaultyRun {
  let run: AgentRun

  /// How often the tool with the side effect ran.
  let effects: Int

  let requests: [LoopbackRequest]

  /// The waits before retries that were announced, in order.
  let waits: [Duration]

  /// The built-in limits of time, all of them a 200th of what they are.
  static let scaledDeadlines = Deadlines(idle: Deadlines().idle / 200)
  static let scaledRetries = RetryPolicy(
    base: RetryPolicy().base / 200, cap: RetryPolicy().cap / 200, deadline: RetryPolicy().deadline / 200)

  static let call = ModelScript.Block.toolCall(id: "call_1", name: "leave_trace", arguments: ["note": "Zeichen 漢 🙂"])
  static let answer = ModelScript.Block.toolCall(id: "call_2", name: "answer", arguments: ["count": 1])

  /// Runs the agent against a server.
  ///
  /// - Parameters:
  ///   - retryPolicy: unless given, retries follow at once.
  ///   - reply: decides on the answer to each request; `hasResult` says whether the conversation holds a tool's result.
  init(
    _ dialect: Dialect, deadlines: Deadlines = Deadlines(),
    retryPolicy: RetryPolicy = RetryPolicy(base: .zero, deadline: .seconds(20)), time: Duration? = nil,
    reply: @escaping @Sendable (_ request: LoopbackRequest, _ hasResult: Bool) -> LoopbackReply
  ) async throws {
    let server = try LoopbackServer { request in
      reply(request, String(decoding: request.body, as: UTF8.self).contains(TraceTool.result))
    }
    defer { server.stop() }
    let trace = TraceTool()
    var configuration = AgentConfiguration(
      limits: AgentLimits(turns: 6, time: time), retryPolicy: retryPolicy, finalTool: "answer",
      notes: AgentConfiguration.Notes(
        missingAnswer: "answer!", cutOff: "cut off", lastTurn: "last turn", repetition: "again and again"))
    configuration.limits.repairs = 2
    let waits = Mutex<[Duration]>([])
    let runtime = AgentRuntime(
      configuration: configuration,
      models: [AgentModel(name: "m", provider: dialect.provider(server, deadlines: deadlines))],
      toolbox: Toolbox([trace, AnswerTool()]), maximumOutputTokens: 1000,
      observe: { notice in
        if case .requestFailed(_, _, let wait?) = notice { waits.withLock { $0.append(wait) } }
      })
    run = await runtime.run(task: "go", system: [SystemSection(text: "you")])
    effects = trace.count.load(ordering: .relaxed)
    requests = server.requests
    self.waits = waits.withLock { $0 }
  }

  /// The server's part of a run without faults: the call, then the answer.
  static func plain(_ dialect: Dialect, _ hasResult: Bool) -> LoopbackReply {
    .events(dialect.stream([hasResult ? answer : call], pieceSize: 100))
  }

  /// Whether each call in the log has exactly one result, behind it.
  var isPaired: Bool {
    var open: [String] = []
    for message in run.log.messages {
      for block in message.content {
        switch block {
        case .toolCall(let call): open.append(call.id)
        case .toolResult(let result):
          guard let index = open.firstIndex(of: result.callID) else { return false }
          open.remove(at: index)
        default: break
        }
      }
    }
    return open.isEmpty
  }
}

/// A tool with a side effect: it counts its runs.
private final class TraceTool: Tool {
  static let result = "the trace is left"

  struct Input: Decodable, Sendable {
    let note: String
  }

  let count = Atomic(0)
  let name = "leave_trace"
  let description = "Leaves a trace."
  let inputSchema = JSONSchema([
    "type": "object", "properties": ["note": ["type": "string"]], "required": ["note"], "additionalProperties": false,
  ])

  func effects(of input: Input) -> ToolEffects { .none }
  func risk(of input: Input) -> Risk { .safe }
  func subject(of input: Input) -> CallSubject { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    count.add(1, ordering: .relaxed)
    return ToolOutput(Self.result)
  }
}

/// The tool whose answer ends the run.
private struct AnswerTool: Tool {
  struct Input: Codable, Sendable {
    let count: Int
  }

  let name = "answer"
  let description = "Ends the run."
  let inputSchema = JSONSchema([
    "type": "object", "properties": ["count": ["type": "integer"]], "required": ["count"],
  ])

  func effects(of input: Input) -> ToolEffects { .none }
  func risk(of input: Input) -> Risk { .safe }
  func subject(of input: Input) -> CallSubject { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    ToolOutput("thanks", finalAnswer: ["count": JSONValue(input.count)])
  }
}
