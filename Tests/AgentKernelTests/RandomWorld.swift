import AgentKernel
import JSON
import Models
import TestSupport

/// Configurations, calls and responses for tests.
enum Sample {
  static func configuration(
    limits: AgentLimits = AgentLimits(turns: 20, tokens: 1_000_000), finalTool: String? = "report"
  ) -> AgentConfiguration {
    AgentConfiguration(
      limits: limits, finalTool: finalTool,
      notes: .init(missingAnswer: "no answer", cutOff: "cut off", lastTurn: "last turn", repetition: "again"))
  }

  static func call(_ id: String, _ name: String = "read_file", _ arguments: String = "{}") -> ToolCall {
    ToolCall(id: id, name: name, arguments: arguments)
  }

  static func response(_ content: [ContentBlock], _ reason: StopReason = .toolUse) -> AgentEvent {
    .responded(
      ModelResponse(content: content, stopReason: reason, usage: Usage(input: 10, output: 5)), elapsed: .zero)
  }
}

/// A world that answers each effect with something that could come of it.
struct RandomWorld {
  private(set) var state: AgentState
  private(set) var finishes = 0

  /// The conversation at each request, in order.
  private(set) var requests: [Conversation] = []

  init(limits: AgentLimits, models: [AgentConfiguration.Model] = [AgentConfiguration.Model(name: "m")]) {
    var configuration = Sample.configuration(limits: limits)
    configuration.models = models
    state = AgentState(configuration)
  }

  mutating func run(using random: inout SeededGenerator) {
    var pending: [AgentEvent] = [.started(task: "go")]
    for _ in 0..<1000 {
      guard !pending.isEmpty else { return }
      let event = pending.remove(at: Int.random(in: pending.indices, using: &random))
      for effect in state.step(event) {
        switch effect {
        case .request:
          requests.append(state.conversation)
          pending.append(Self.answer(using: &random))
        case .runTools(let calls): pending.append(Self.results(of: calls, using: &random))
        case .finish: finishes += 1
        case .notify, .recordFailure, .summarise, .compactAtProvider: break
        }
      }
      if Int.random(in: 0..<30, using: &random) == 0 { pending.append(Self.anyEvent(using: &random)) }
    }
  }

  static func anyEvent(using random: inout SeededGenerator) -> AgentEvent {
    switch Int.random(in: 0..<14, using: &random) {
    case 13: .toolsStopped([ToolAnswer(ToolResult(callID: "1", text: "ok"))])
    case 12: .budgetRefused(.tokens)
    case 0: .deadlineReached
    case 1: .interrupted
    case 6:
      .denied(
        PermissionDenial(
          callID: "", facts: CallFacts(tool: "turn 1", risk: .safe),
          decision: PermissionDecision(.deny, by: .hook("scripted", "no"))))
    case 2, 3: .started(task: "again")
    case 4, 5: results(of: [Sample.call("nobody")], using: &random)
    default: answer(using: &random)
    }
  }

  private static func answer(using random: inout SeededGenerator) -> AgentEvent {
    if Int.random(in: 0..<4, using: &random) == 0 {
      let codes: [ModelError.Code] = [
        .overloaded, .rateLimited, .incompleteStream, .unauthorized, .network, .timeout, .circuitOpen, .contextTooLong,
        .invalidRequest, .notRecorded,
      ]
      return .requestFailed(
        ModelError(codes[Int.random(in: codes.indices, using: &random)], "scripted"),
        requestElapsed: .seconds(Int.random(in: 0..<70, using: &random)), jitter: 0.5)
    }
    let reasons: [StopReason] = [
      .toolUse, .toolUse, .toolUse, .endTurn, .maximumTokens, .refusal, .pause, .other("odd"), .stopSequence,
    ]
    let content = (0..<Int.random(in: 0..<5, using: &random)).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: ContentBlock.text("words")
      case 1: ContentBlock.thinking(text: "hm", signature: "s")
      // Few ids, so that they repeat within a turn and across turns.
      default: ContentBlock.toolCall(Sample.call(["", "a", "b"][Int.random(in: 0..<3, using: &random)]))
      }
    }
    return .responded(
      ModelResponse(
        content: content, stopReason: reasons[Int.random(in: reasons.indices, using: &random)],
        usage: Usage(input: Int.random(in: 0..<5000, using: &random), output: 10)), elapsed: .zero)
  }

  private static func results(of calls: [ToolCall], using random: inout SeededGenerator) -> AgentEvent {
    // Sometimes one is missing, sometimes there is one that nobody asked for.
    var answers = calls.map { ToolAnswer(ToolResult(callID: $0.id, text: "ok")) }
    if !answers.isEmpty, Int.random(in: 0..<6, using: &random) == 0 { answers.removeLast() }
    if Int.random(in: 0..<6, using: &random) == 0 {
      answers.insert(ToolAnswer(ToolResult(callID: "?", text: "")), at: 0)
    }
    if !answers.isEmpty, Int.random(in: 0..<10, using: &random) == 0 { answers[0].finalAnswer = true }
    return .toolsEnded(answers, elapsed: .zero)
  }
}
