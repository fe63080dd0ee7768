import AgentKernel
import HTTP
import JSON
import Models
import Redaction
import Synchronization
import TestSupport

/// Prints what a turn costs early and late in one run against a server on this machine, scripted to call a tool each turn.
func measureRun(turns: Int) async throws {
  let count = Mutex(0)
  let server = try LoopbackServer { _ in
    let number = count.withLock { count in
      count += 1
      return count
    }
    // Another call each time, or the guard against circles ends the run.
    let call = ModelScript.Block.toolCall(id: "call_\(number)", name: "read", arguments: ["number": JSONValue(number)])
    return .events(ModelScript.stream([.text("Looking."), call]))
  }
  let clock = Mutex<[ContinuousClock.Instant]>([])
  var limits = AgentLimits(turns: turns, tokens: .max)
  limits.repairs = 0
  let provider = MessagesProvider(baseURL: server.url, key: "", transport: HTTPClient())
  let redactor = Redactor(knownSecrets: ["a-secret-of-some-length"])
  let runtime = AgentRuntime(
    configuration: AgentConfiguration(
      limits: limits, finalTool: nil, notes: .init(missingAnswer: "", cutOff: "", lastTurn: "")),
    models: [AgentModel(name: "m", provider: RedactingProvider(provider, redactor: redactor))],
    toolbox: Toolbox([ReadTool()]), maximumOutputTokens: 1000,
    observe: { notice in
      if case .requesting = notice { clock.withLock { $0.append(.now) } }
    })
  _ = await runtime.run(task: "task", system: [SystemSection(text: "you")])
  let instants = clock.withLock { $0 }
  let times = zip(instants, instants.dropFirst()).map { $0.duration(to: $1) }
  func median(_ range: Range<Int>) -> Duration { times[range].sorted()[range.count / 2] }
  let (early, late) = (median(4..<24), median(turns - 30..<turns - 10))
  print("a turn of a run at messages 10 to 50: \(early / .milliseconds(1)) ms, median of 20")
  print("a turn of the run at messages \(2 * turns - 60) to \(2 * turns - 20): \(late / .milliseconds(1)) ms")
  print("the last against the first: \(late / early)")
}

private struct ReadTool: Tool {
  struct Input: Decodable, Sendable {}

  let name = "read"
  let description = "Reads."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput(String(repeating: "text ", count: 200)) }
}
