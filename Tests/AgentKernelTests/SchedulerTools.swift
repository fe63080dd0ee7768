import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport

/// A call that touches some places, for the scheduler's tests.
struct Touch: Decodable {
  var id: Int
  var reads: [String]?
  var writes: [String]?

  init(id: Int, using random: inout SeededGenerator) {
    self.id = id
    reads = Self.places(using: &random)
    writes = Bool.random(using: &random) ? Self.places(using: &random) : []
  }

  var call: ToolCall {
    let input: JSONValue = [
      "id": JSONValue(id), "reads": .array((reads ?? []).map { JSONValue($0) }),
      "writes": .array((writes ?? []).map { JSONValue($0) }),
    ]
    return Sample.call("\(id)", "touch", input.serialized())
  }

  /// The definition, written without the scheduler's own code.
  func conflicts(with other: Touch) -> Bool {
    func meet(_ left: [String]?, _ right: [String]?) -> Bool {
      for a in left ?? [] {
        for b in right ?? [] where (a + "/").hasPrefix(b + "/") || (b + "/").hasPrefix(a + "/") { return true }
      }
      return false
    }
    return meet(writes, other.writes) || meet(writes, other.reads) || meet(reads, other.writes)
  }

  private static func places(using random: inout SeededGenerator) -> [String] {
    let all = ["a", "a/b", "a/b/c", "ab", "c", "d/e", "d"]
    return (0..<Int.random(in: 0...2, using: &random)).map { _ in all[Int.random(in: all.indices, using: &random)] }
  }
}

/// What happened, in order.
final class History: Sendable {
  enum Event: Hashable {
    case started(Int)
    case ended(Int)
  }

  private let log = Mutex<[Event]>([])

  var events: [Event] { log.withLock { $0 } }

  func note(_ event: Event) { log.withLock { $0.append(event) } }

  func time(of event: Event) -> Int { events.firstIndex(of: event) ?? -1 }

  /// The most calls that were under way at once.
  var peak: Int {
    var (running, peak) = (0, 0)
    for event in events {
      if case .started = event { running += 1 } else { running -= 1 }
      peak = max(peak, running)
    }
    return peak
  }
}

struct TouchTool: Tool {
  let history: History
  let name = "touch"
  let description = "Touches places."
  let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "id": ["type": "integer"], "reads": ["type": "array", "items": ["type": "string"]],
      "writes": ["type": "array", "items": ["type": "string"]],
    ],
    "required": ["id"],
    "additionalProperties": false,
  ])

  func risk(of input: Touch) -> Risk { .safe }

  func subject(of input: Touch) -> CallSubject { .none }

  func effects(of input: Touch) -> ToolEffects {
    ToolEffects(reads: .paths(Set(input.reads ?? [])), writes: .paths(Set(input.writes ?? [])))
  }

  func run(_ input: Touch) async throws -> ToolOutput {
    history.note(.started(input.id))
    for _ in 0..<(input.id * 7 % 5) { await Task.yield() }
    history.note(.ended(input.id))
    return ToolOutput("touched")
  }
}

extension Touch: CustomStringConvertible {
  var description: String { "call \(id) reading \(reads ?? []) writing \(writes ?? [])" }
}

/// Lets nobody through until so many wait at once.
actor Gate {
  private let expected: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  private(set) var peak = 0
  private var isOpen = false

  init(expected: Int) { self.expected = expected }

  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { continuation in
      waiting.append(continuation)
      peak = max(peak, waiting.count)
      if waiting.count >= expected { open() }
      watchers.removeAll { watcher in
        guard waiting.count >= watcher.count || isOpen else { return false }
        watcher.continuation.resume()
        return true
      }
    }
  }

  func waitForArrivals(_ count: Int) async {
    if waiting.count >= count { return }
    await withCheckedContinuation { watchers.append((count, $0)) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}

struct WaitTool: Tool {
  struct Input: Decodable, Sendable {}

  let gate: Gate
  let name = "wait"
  let description = "Waits at the gate."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything) }

  func run(_ input: Input) async throws -> ToolOutput {
    await withTaskCancellationHandler {
      await gate.pass()
    } onCancel: {
      Task { await gate.open() }
    }
    try Task.checkCancellation()
    return ToolOutput("passed")
  }
}

/// A tool that always fails, by its own fault or in words for the model.
struct FailingTool: Tool {
  struct Input: Decodable, Sendable {
    var worded: Bool?
    var own: Bool?
  }

  struct Failure: Error, CustomStringConvertible {
    let description = "broken"
  }

  let name = "fail"
  let description = "Fails."
  let inputSchema = JSONSchema([
    "type": "object", "properties": ["worded": ["type": "boolean"], "own": ["type": "boolean"]],
  ])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    if input.worded == true { throw ToolError("no such thing", isOwnFailure: input.own == true) }
    throw Failure()
  }
}

/// A tool that asks a model itself.
struct SpendingTool: Tool {
  struct Input: Decodable, Sendable {}

  let spending: Spending
  let name = "spend"
  let description = "Spends."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput("spent", spending: spending) }
}
