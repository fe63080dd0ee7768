internal import Models

/// A run while it goes on: its state, and what carrying out the effects of a step needs besides.
struct RunCourse {
  private(set) var state: AgentState

  /// The system prompt's sections.
  let system: [SystemSection]

  /// What the requests of this run share.
  let memo = RequestMemo()

  let start = ContinuousClock.now

  /// The time of the request that is under way.
  private(set) var clock = RequestClock()

  /// The turns that the hooks are still to be asked about.
  var turnWatch = TurnWatch()

  let recording: AgentRecording?

  /// How many entries of the log are recorded.
  private var recorded: Int

  /// - Parameters:
  ///   - state: where the run begins, or goes on.
  ///   - system: the system prompt's sections.
  ///   - recording: keeps what is said; nil to keep nothing.
  init(_ state: AgentState, system: [SystemSection], recording: AgentRecording?) {
    self.state = state
    self.system = system
    self.recording = recording
    recorded = state.log.count
  }

  /// The run's time so far.
  var time: Duration { start.duration(to: .now) }

  /// Lets an event happen, and records what is said because of it.
  mutating func step(_ event: AgentEvent) -> [AgentEffect] {
    let effects = state.step(event)
    let model = state.configuration.models[state.modelIndex].name
    for entry in state.log[recorded...] { recording?.record(.said(entry, model: model)) }
    recorded = state.log.count
    return effects
  }

  /// Takes note of what a watcher is told.
  mutating func note(_ notice: RunNotice) {
    switch notice {
    case .requesting, .switchedModel, .compacting: clock = RequestClock()
    default: break
    }
    turnWatch.note(notice)
  }
}
