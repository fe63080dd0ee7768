package import HTTP
package import Models

/// Something that the runtime must do because of an event.
package enum AgentEffect: Hashable, Sendable {
  /// Ask the model with the log as it is now, after a pause.
  case request(after: Duration)

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

  /// An answer arrived.
  case responded(turn: Int, usage: Usage, toolCalls: [ToolCall])

  /// An answer could not be used and goes back to the model.
  case repairing(String)

  /// A tool begins.
  case toolStarted(ToolCall)

  /// A tool has ended, after `time`.
  case toolEnded(callID: String, name: String, isError: Bool, time: Duration)

  /// A call was not run, since it was denied.
  case denied(PermissionDenial)
}
