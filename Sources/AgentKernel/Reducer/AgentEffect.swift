package import HTTP
package import Models

/// Something that the runtime must do because of an event.
package enum AgentEffect: Hashable, Sendable {
  /// Ask the model with the log as it is now, after a pause.
  case request(after: Duration)

  /// Ask the model with the log as it is now and an instruction behind it that does not become part of the log, after a
  /// pause.
  case summarise(instruction: String, after: Duration)

  /// Have the provider make all messages but the newest `kept` shorter, after a pause.
  case compactAtProvider(kept: Int, after: Duration)

  /// Tell the breaker of the model with this index that a request has failed for good.
  case recordFailure(ModelError, model: Int)

  /// Run these calls.
  case runTools([ToolCall])

  /// Tell whoever watches.
  case notify(RunNotice)

  /// Stop all that is under way; the run is over.
  case finish(Outcome)
}

/// What a watcher is told of a run.
package enum RunNotice: Hashable, Sendable {
  /// A request begins; `turn` counts from 1.
  case requesting(turn: Int)

  /// A request failed; `wait` is nil when it will not be tried again.
  case requestFailed(ModelError, attempt: Int, retryingAfter: Duration?)

  /// The next model takes over the conversation.
  case switchedModel(from: String, to: String)

  /// The circuit breaker of a model has opened, lets a probe through, or has closed again.
  case circuitChanged(CircuitBreaker.State, model: String)

  /// The same of a tool that fails by itself.
  case toolCircuitChanged(CircuitBreaker.State, tool: String)

  /// An answer arrived.
  case responded(turn: Int, usage: Usage, cost: Cost, toolCalls: [ToolCall])

  /// A request brought no whole answer, and the provider bills what it had read and said: tokens and cost are estimates.
  case cutOff(usage: Usage, cost: Cost)

  /// The conversation nears the end of the window, and somebody is asked to make it shorter.
  case compacting(CompactionWay)

  /// Who was asked to make it shorter has answered, which counts as an answer's tokens do, and is no turn.
  case compactionAnswered(CompactionWay, usage: Usage, cost: Cost)

  /// The conversation was made shorter; the tokens are estimates of the next prompt.
  case compacted(CompactionWay, tokensBefore: Int, tokensAfter: Int)

  /// A way to make it shorter has failed; `isGivenUp` says that it is not tried again in this run.
  case compactionFailed(CompactionWay, reason: String, isGivenUp: Bool)

  /// An answer could not be used and goes back to the model.
  case repairing(String)

  /// A tool begins.
  case toolStarted(ToolCall)

  /// A tool has ended, after `time`.
  case toolEnded(callID: String, name: String, isError: Bool, time: Duration)

  /// A call was not run, since it was denied.
  case denied(PermissionDenial)

  /// A hook has denied, failed or noted something.
  case hook(HookNotice)

  /// The limit has come near: the request that begins is the last, for the final answer alone.
  case lastTurn(BudgetLimit)

  /// The model repeats calls whose results it has had, and is told so.
  case repetition

  /// The agent has sent another one with this task; `number` counts from 1 in its run, `transcript` names the file in which
  /// that one's run is kept.
  case subAgentBegan(number: Int, agent: String, task: String, transcript: String?)

  /// What a watcher of that one's run is told.
  indirect case subAgent(number: Int, agent: String, RunNotice)

  /// That one's run has ended.
  case subAgentEnded(number: Int, agent: String, outcome: Outcome, spending: Spending)
}
