internal import JSON
internal import Models
internal import SourceText

/// The hooks of one run.
package struct AgentHooks: Sendable {
  /// The version of the events' form.
  package static let version = 1

  /// Bytes of a result that a hook gets to see, the beginning and the end of it.
  package static let resultLimit = 64 << 10

  private let hooks: [any AgentHook]
  private let agent: String
  private var observe: @Sendable (HookNotice) -> Void = { _ in }

  /// - Parameters:
  ///   - hooks: they are asked in this order; the first that denies ends it.
  ///   - agent: whose run it is.
  package init(_ hooks: [any AgentHook] = [], agent: String = "") {
    self.hooks = hooks
    self.agent = agent
  }

  /// The same hooks, each denial, failure and note of which is told to somebody.
  package func observed(by observe: @escaping @Sendable (HookNotice) -> Void) -> AgentHooks {
    var copy = self
    copy.observe = observe
    return copy
  }

  package var isEmpty: Bool { hooks.isEmpty }

  /// What comes of asking: why it is denied, and what was noted besides.
  struct Judgement {
    var denial: PermissionDenial?
    var notes: [String] = []
  }

  /// Asks about a call that is permitted and about to run.
  func beforeTool(_ prepared: PreparedCall) async -> Judgement {
    await ask(.beforeTool, of: prepared.facts, callID: prepared.call.id) { Self.words(of: prepared) }
  }

  /// Asks about a call's result.
  func afterTool(_ prepared: PreparedCall, _ result: ToolResult) async -> Judgement {
    await ask(.afterTool, of: prepared.facts, callID: prepared.call.id) {
      let shown = OutputBounds.shown(result.text, size: Self.resultLimit)
      return Self.words(of: prepared).merging([
        "result": .string(shown), "is_error": .bool(result.isError),
      ]) { $1 }
    }
  }

  /// Asks about a turn: one that is over, or one that is about to begin.
  ///
  /// - Parameter turn: counted from 1.
  func turn(_ turn: Int, _ point: HookPoint, calls: [ToolCall] = []) async -> Judgement {
    let facts = CallFacts(tool: "turn \(turn)", risk: .safe)
    return await ask(point, of: facts, callID: "") {
      var members: [String: JSONValue] = ["turn": JSONValue(turn)]
      if point == .afterTurn { members["tools"] = .array(calls.map { .string($0.name) }) }
      return members
    }
  }

  /// Asks about how a run has ended.
  func atEnd(_ outcome: Outcome, turns: Int, usage: Usage) async -> Judgement {
    await ask(.atEnd, of: CallFacts(tool: "the answer", risk: .safe), callID: "") {
      var members: [String: JSONValue] = [
        "is_done": .bool(outcome.isDone), "outcome": .string("\(outcome)"), "turns": JSONValue(turns),
        "tokens": ["prompt": JSONValue(usage.prompt), "output": JSONValue(usage.output)],
      ]
      if case .answered(let answer) = outcome { members["answer"] = answer }
      if case .incomplete(let answer, _) = outcome { members["answer"] = answer }
      if case .completed(let text) = outcome { members["answer"] = .string(text) }
      return members
    }
  }

  private static func words(of prepared: PreparedCall) -> [String: JSONValue] {
    [
      "tool": .string(prepared.call.name), "call_id": .string(prepared.call.id), "input": prepared.input,
      "risk": .string(prepared.facts.risk.rawValue),
    ]
  }

  private func ask(
    _ point: HookPoint, of facts: CallFacts, callID: String, _ members: () -> [String: JSONValue]
  ) async -> Judgement {
    let asked = hooks.filter { $0.point == point && (!point.isAboutTool || Self.concerns($0, facts.tool)) }
    guard !asked.isEmpty else { return Judgement() }
    let common: [String: JSONValue] = [
      "version": JSONValue(Self.version), "event": .string(point.rawValue), "agent": .string(agent),
    ]
    let event = JSONValue.object(members().merging(common) { $1 })
    var judgement = Judgement()
    for hook in asked {
      let verdict = await verdict(of: hook, on: event)
      if let note = verdict.note {
        judgement.notes.append("[note of the hook \(hook.name): \(note)]")
        observe(HookNotice(hook: hook.name, point: point, event: .noted(note)))
      }
      if let reason = verdict.denial {
        judgement.denial = PermissionDenial(
          callID: callID, facts: facts, decision: PermissionDecision(.deny, by: .hook(hook.name, reason)))
        break
      }
    }
    return judgement
  }

  private func verdict(of hook: any AgentHook, on event: JSONValue) async -> HookVerdict {
    do {
      let verdict = try await hook.judge(event)
      if let reason = verdict.denial {
        observe(HookNotice(hook: hook.name, point: hook.point, event: .denied(reason)))
      }
      return verdict
    } catch {
      // A run that is being stopped needs no word about the hook that was stopped with it.
      if !Task.isCancelled { observe(HookNotice(hook: hook.name, point: hook.point, event: .failed("\(error)"))) }
      return HookVerdict(denial: "it failed: \(error)")
    }
  }

  private static func concerns(_ hook: any AgentHook, _ tool: String) -> Bool {
    guard let pattern = hook.tools else { return true }
    // A name that no pattern can be held against is everybody's concern.
    guard let path = try? RelativePath(tool) else { return true }
    return pattern.matches(path)
  }
}

extension Outcome {
  /// Whether the run came to its answer.
  package var isDone: Bool {
    switch self {
    case .answered, .completed, .incomplete: true
    default: false
    }
  }
}
