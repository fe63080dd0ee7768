import AgentKernel
import HTTP
import JSON
import Models
import Redaction
import Synchronization
import TestSupport

/// Prints what a turn costs early and late in one run against a server on this machine, scripted to call a tool each turn.
///
/// A turn is told in two parts, as the server sees them: from the first byte of an answer to the first byte of the next
/// request, which is the agent's work, and from there to the request's last byte. In the second part a megabyte goes through a
/// socket: the client and the system copy it, and the server takes it in, on the same two processors.
func measureRun(turns: Int) async throws {
  let turnTimes = Mutex(TurnTimes())
  let server = try LoopbackServer(keepsRequests: false) { request in
    turnTimes.withLock { $0.end(began: request.began, ended: .now) }
    // Another call each time, or the guard against circles ends the run.
    let call = ModelScript.Block.toolCall(
      id: "call_\(request.number)", name: "read", arguments: ["number": JSONValue(request.number)])
    let answer = LoopbackReply.events(ModelScript.stream([.text("Looking."), call]))
    return LoopbackReply([.perform { turnTimes.withLock { $0.begin(at: .now) } }] + answer.steps)
  }
  var limits = AgentLimits(turns: turns, tokens: .max)
  limits.repairs = 0
  let provider = MessagesProvider(baseURL: server.url, key: "", transport: HTTPClient())
  let redactor = Redactor(knownSecrets: ["a-secret-of-some-length"])
  let runtime = AgentRuntime(
    configuration: AgentConfiguration(
      limits: limits, finalTool: nil, notes: .init(missingAnswer: "", cutOff: "", lastTurn: "")),
    models: [AgentModel(name: "m", provider: RedactingProvider(provider, redactor: redactor))],
    toolbox: Toolbox([ReadTool()]), maximumOutputTokens: 1000)
  _ = await runtime.run(task: "task", system: [SystemSection(text: "you")])
  let times = turnTimes.withLock { $0 }
  let (early, late) = (4..<24, turns - 30..<turns - 10)
  for (title, part) in [
    ("from an answer to the next request's first byte", times.work),
    ("from a request's first byte to its last", times.transfer),
    ("both", zip(times.work, times.transfer).map { $0 + $1 }),
  ] {
    let first = part[early].sorted()[early.count / 2]
    let last = part[late].sorted()[late.count / 2]
    print(
      "a turn of a run, \(title): \(first / .milliseconds(1)) ms at messages 10 to 50, \(last / .milliseconds(1)) ms at "
        + "\(2 * turns - 60) to \(2 * turns - 20), medians of 20: \(last / first) times")
  }
}

/// When turns began and ended, as the server saw them.
private struct TurnTimes {
  private(set) var work: [Duration] = []
  private(set) var transfer: [Duration] = []
  private var start: ContinuousClock.Instant?

  /// An answer goes out.
  mutating func begin(at instant: ContinuousClock.Instant) { start = instant }

  /// A request has come.
  mutating func end(began: ContinuousClock.Instant, ended: ContinuousClock.Instant) {
    guard let start else { return }
    work.append(start.duration(to: began))
    transfer.append(began.duration(to: ended))
  }
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
