/// The call that a tool is run for, as far as a tool with a run of its own must know it.
///
/// It comes with the task and not as a parameter, since no other tool has any use for it.
struct RunningCall: Sendable {
  @TaskLocal static var current: RunningCall?

  /// The call's id, which no other call of the run has.
  let id: String

  /// The job under which the run is recorded; nil when it is not.
  let job: String?

  /// The job of an agent that the call sends; nil when the run is not recorded.
  var jobOfAgent: String? { job.map { TranscriptEntry.AgentStart.job(ofCall: id, in: $0) } }

  /// Tells whoever watches the run.
  let observe: @Sendable (RunNotice) -> Void
}
