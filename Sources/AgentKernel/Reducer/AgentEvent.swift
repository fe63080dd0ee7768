package import Models

/// Something that happened to a run.
///
/// Times and chance come in with the event, so that `AgentState.step` needs neither.
package enum AgentEvent: Hashable, Sendable {
  /// The run begins with this task.
  case started(task: String)

  /// The run goes on from what a transcript told of it.
  case resumed

  /// The model answered; `elapsed` is the run's time so far.
  case responded(ModelResponse, elapsed: Duration)

  /// The provider has made the conversation shorter.
  case compactedByProvider(ProviderCompaction)

  /// A request failed.
  ///
  /// `requestElapsed` is the time since the first attempt of this request; `jitter` is drawn evenly from 0 up to 1. `cutOff`
  /// is what the provider is taken to bill for an answer that had begun; nil when none had.
  case requestFailed(ModelError, requestElapsed: Duration, jitter: Double, cutOff: Usage? = nil)

  /// A request was given up while it was under way, since the run ends; the tokens are what the provider is taken to bill.
  case requestCancelled(Usage)

  /// All calls that were asked for have their answers, in call order; `elapsed` is the run's time so far.
  case toolsEnded([ToolAnswer], elapsed: Duration)

  /// The calls that were under way were stopped, since the run is about to end; those that had ended have their results.
  case toolsStopped([ToolAnswer])

  /// A hook does not let the run go on.
  case denied(PermissionDenial)

  /// A budget that is shared with others has no room for the request that is under way, so that it was not sent.
  case budgetRefused(BudgetLimit)

  case deadlineReached

  case interrupted
}
