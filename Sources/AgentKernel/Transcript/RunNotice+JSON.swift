internal import HTTP
package import JSON
internal import Models

/// What transcripts and events say of a notice: one place, and one case for each.
extension RunNotice {
  /// The notice's name in the member `type`.
  package var type: String {
    switch self {
    case .requesting: "request_started"
    case .requestFailed: "request_failed"
    case .switchedModel: "model_switched"
    case .circuitChanged, .toolCircuitChanged: "circuit_changed"
    case .responded: "answer"
    case .cutOff: "request_cut_off"
    case .compacting: "compaction_started"
    case .compactionAnswered: "compaction_answer"
    case .compacted: "compacted"
    case .compactionFailed: "compaction_failed"
    case .repairing: "repair"
    case .toolStarted: "tool_started"
    case .toolEnded: "tool_ended"
    case .denied: "denied"
    case .hook: "hook"
    case .lastTurn: "last_turn"
    case .repetition: "repetition"
    case .subAgentBegan: "sub_agent_started"
    case .subAgent: "sub_agent_event"
    case .subAgentEnded: "sub_agent_ended"
    }
  }

  /// The notice's other members.
  package var members: [String: JSONValue] {
    switch self {
    case .requesting(let turn): ["turn": JSONValue(turn)]
    case .requestFailed(let error, let attempt, let wait):
      [
        "error": .string(error.code.rawValue), "message": .string(error.description), "attempt": JSONValue(attempt),
        "will_retry": .bool(wait != nil),
        "wait_milliseconds": wait.map { JSONValue($0.wholeMilliseconds) } ?? .null,
      ]
    case .switchedModel(let from, let to): ["from": .string(from), "to": .string(to)]
    case .circuitChanged(let state, let model): ["model": .string(model), "state": .string(Self.name(of: state))]
    case .toolCircuitChanged(let state, let tool): ["tool": .string(tool), "state": .string(Self.name(of: state))]
    case .responded(let turn, let usage, let cost, let calls):
      [
        "turn": JSONValue(turn), "usage": usage.value, "cost": cost.value,
        "tool_calls": .array(calls.map { ["id": .string($0.id), "name": .string($0.name)] }),
      ]
    case .cutOff(let usage, let cost): ["usage": usage.value, "cost": cost.value]
    case .compacting(let way): ["way": .string(way.rawValue)]
    case .compactionAnswered(let way, let usage, let cost):
      ["way": .string(way.rawValue), "usage": usage.value, "cost": cost.value]
    case .compacted(let way, let before, let after):
      ["way": .string(way.rawValue), "tokens_before": JSONValue(before), "tokens_after": JSONValue(after)]
    case .compactionFailed(let way, let reason, let isGivenUp):
      ["way": .string(way.rawValue), "message": .string(reason), "will_retry": .bool(!isGivenUp)]
    case .repairing(let reason): ["reason": .string(reason)]
    case .toolStarted(let call):
      ["call_id": .string(call.id), "name": .string(call.name), "arguments": .string(call.arguments)]
    case .toolEnded(let callID, let name, let isError, let time):
      [
        "call_id": .string(callID), "name": .string(name), "is_error": .bool(isError),
        "milliseconds": JSONValue(time.wholeMilliseconds),
      ]
    case .denied(let denial):
      [
        "call_id": .string(denial.callID), "name": .string(denial.facts.tool), "message": .string(denial.message),
        "risk": .string(denial.facts.risk.rawValue), "reason": .string(denial.decision.reason),
      ]
    case .hook(let notice):
      ["hook": .string(notice.hook), "point": .string(notice.point.rawValue)].merging(notice.event.members) { $1 }
    case .lastTurn(let limit): ["limit": .string(limit.rawValue)]
    case .repetition: [:]
    case .subAgentBegan(let number, let agent, let task, let transcript):
      [
        "number": JSONValue(number), "sub_agent": .string(agent), "task": .string(task),
        "transcript": JSONValue(transcript),
      ]
    case .subAgent(let number, let agent, let notice):
      [
        "number": JSONValue(number), "sub_agent": .string(agent),
        "event": .object(notice.members.merging(["type": .string(notice.type)]) { $1 }),
      ]
    case .subAgentEnded(let number, let agent, let outcome, let spending):
      [
        "number": JSONValue(number), "sub_agent": .string(agent), "outcome": outcome.value,
        "requests": JSONValue(spending.requests), "usage": spending.usage.value, "cost": spending.cost.value,
      ]
    }
  }

  private static func name(of state: CircuitBreaker.State) -> String {
    switch state {
    case .closed: "closed"
    case .open: "open"
    case .halfOpen: "half_open"
    }
  }
}

extension HookNotice.Event {
  fileprivate var members: [String: JSONValue] {
    switch self {
    case .denied(let reason): ["event": "denied", "message": .string(reason)]
    case .failed(let reason): ["event": "failed", "message": .string(reason)]
    case .noted(let note): ["event": "noted", "message": .string(note)]
    }
  }
}
