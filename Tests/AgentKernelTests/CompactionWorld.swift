import AgentDefinitions
import AgentKernel
import JSON
import Models
import TestSupport
import Testing

/// A world of long conversations: a model that counts tokens, refuses what is too long and writes summaries, good and bad.
struct CompactionWorld {
  /// How the model behaves.
  struct Habits {
    var window = 8000
    /// Whether the reducer knows the window.
    var isWindowKnown = true
    var bytesPerToken = 3.5
    /// How often in ten a summary is as asked for.
    var goodSummaries = 10
    /// Whether the provider makes conversations shorter itself.
    var compacts = false
    /// How often in ten a request fails.
    var failures = 0
    /// The most bytes of one result.
    var resultSize = 6000
  }

  private(set) var state: AgentState
  private(set) var notices: [RunNotice] = []

  /// The conversation at each request that was to go on with the task, in order.
  private(set) var requests: [Conversation] = []

  /// The estimates at those, with the room that there was.
  private(set) var estimates: [(tokens: Int, room: Int)] = []

  let habits: Habits
  private var random: SeededGenerator
  private var calls = 0

  static func policy() throws -> CompactionPolicy {
    let text = try #require(AgentDefinitions.texts["compaction"])
    return CompactionPolicy(words: try CompactionWords(AgentDefinition(parsing: text, source: "compaction.md")))
  }

  init(_ habits: Habits, turns: Int = 60, seed: UInt64) throws {
    var configuration = Sample.configuration(limits: AgentLimits(turns: turns, tokens: .max), finalTool: nil)
    configuration.compaction = try Self.policy()
    configuration.fixedBytes = 2000
    configuration.maximumOutputTokens = habits.window / 8
    configuration.models = [
      AgentConfiguration.Model(
        name: "m", contextTokens: habits.isWindowKnown ? habits.window : nil,
        compacts: habits.compacts)
    ]
    self.habits = habits
    state = AgentState(configuration)
    random = SeededGenerator(seed: seed)
  }

  mutating func run() {
    var pending: [AgentEvent] = [.started(task: "The task. " + String(repeating: "t", count: 500))]
    while !pending.isEmpty {
      for effect in state.step(pending.removeFirst()) {
        switch effect {
        case .request:
          requests.append(state.conversation)
          estimates.append((state.expectedTokens, habits.window - habits.window / 8 - 128))
          pending.append(answer(extra: 0, summary: false))
        case .summarise(let instruction, _): pending.append(answer(extra: instruction.utf8.count, summary: true))
        case .compactAtProvider(let kept, _): pending.append(providerCompaction(kept: kept))
        case .runTools(let calls):
          let answers = calls.map { call in
            let size = Int.random(in: 0...habits.resultSize, using: &random)
            return ToolAnswer(
              ToolResult(callID: call.id, text: "result of \(call.id) " + String(repeating: "x", count: size)))
          }
          pending.append(.toolsEnded(answers, elapsed: .zero))
        case .notify(let notice): notices.append(notice)
        case .finish, .recordFailure: break
        }
      }
    }
  }

  private mutating func providerCompaction(kept: Int) -> AgentEvent {
    guard Int.random(in: 0..<10, using: &random) >= habits.failures else {
      return .requestFailed(ModelError(.invalidRequest, "scripted"), requestElapsed: .zero, jitter: 0)
    }
    expectSendable(Array(state.conversation.messages.dropLast(kept)))
    return .compactedByProvider(ProviderCompaction(data: Self.opaque, usage: Usage(input: 500, output: 50)))
  }

  static let opaque = #"{"encrypted_content":"e","id":"cmp_1","type":"compaction"}"#

  private mutating func answer(extra: Int, summary: Bool) -> AgentEvent {
    let tokens = Int(Double(state.promptBytes + extra) / habits.bytesPerToken)
    func failure(_ code: ModelError.Code) -> AgentEvent {
      .requestFailed(ModelError(code, "scripted"), requestElapsed: .seconds(1), jitter: 0)
    }
    if tokens + habits.window / 8 > habits.window { return failure(.contextTooLong) }
    if Int.random(in: 0..<10, using: &random) < habits.failures { return failure(.overloaded) }
    let usage = Usage(input: tokens / 10, output: 50, cacheRead: tokens - tokens / 10)
    if summary {
      let isGood = Int.random(in: 0..<10, using: &random) < habits.goodSummaries
      return .responded(
        ModelResponse(
          content: [.text(isGood ? Self.summary : "I would rather not.")], stopReason: .endTurn, usage: usage),
        elapsed: .zero)
    }
    let content = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      calls += 1
      return ContentBlock.toolCall(Sample.call("c\(calls)"))
    }
    let words = String(repeating: "w", count: Int.random(in: 1...400, using: &random))
    return .responded(
      ModelResponse(content: [.text(words)] + content, stopReason: .toolUse, usage: usage), elapsed: .zero)
  }

  static let summary = """
    ```json
    {"goal": "Do the task.", "decisions": ["Read first."], "files": ["a.swift: read"], "findings": ["a.swift:1 is wrong"],
     "open_steps": ["report"]}
    ```
    """

  /// The ways that have made the conversation shorter, in order.
  var ways: [CompactionWay] {
    notices.compactMap { if case .compacted(let way, _, _) = $0 { way } else { nil } }
  }
}

/// What a provider refuses: an answer first, calls without their results, results without their calls.
func expectSendable(_ messages: [Message], sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(messages.first?.role == .user, sourceLocation: sourceLocation)
  #expect(messages.last?.role == .user, sourceLocation: sourceLocation)
  for (index, message) in messages.enumerated() {
    #expect(!message.content.isEmpty, sourceLocation: sourceLocation)
    let calls = message.content.compactMap { if case .toolCall(let call) = $0 { call.id } else { nil } }
    let results = message.content.compactMap { if case .toolResult(let result) = $0 { result.callID } else { nil } }
    if !calls.isEmpty {
      let next = index + 1 < messages.count ? messages[index + 1].content : []
      #expect(
        next.compactMap { if case .toolResult(let result) = $0 { result.callID } else { nil } } == calls,
        sourceLocation: sourceLocation)
    }
    if !results.isEmpty {
      let before = index > 0 ? messages[index - 1].content : []
      #expect(
        before.compactMap { if case .toolCall(let call) = $0 { call.id } else { nil } } == results,
        sourceLocation: sourceLocation)
    }
  }
}
