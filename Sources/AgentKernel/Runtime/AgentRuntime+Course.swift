internal import HTTP
internal import JSON
internal import Models

/// How a run goes from one event to the next.
extension AgentRuntime {
  /// Goes from the task, or from what a transcript tells, to the one outcome.
  func carryOut(task: String, system: [SystemSection], recording: AgentRecording?) async -> AgentRun {
    let past = recording?.past
    let configuration = configuration(under: system)
    let state = past.map { AgentState(configuration, resuming: $0) } ?? AgentState(configuration)
    // What was spent before counts here too.
    if past != nil { await budget?.charge(state.spending) }
    if let outcome = state.outcome { return AgentRun(outcome, state, models: models, time: .zero) }
    let scheduler = ToolScheduler(
      toolbox, permissions: permissions, ask: ask, hooks: hooks, outputs: outputs, job: recording?.job,
      observe: observe)
    var course = RunCourse(state, system: system, recording: recording)
    let outcome = await withTaskGroup(of: AgentEvent?.self) { group in
      watchClock(in: &group)
      var event: AgentEvent? = past == nil ? .started(task: task) : .resumed
      while true {
        for effect in event.map({ course.step($0) }) ?? [] {
          if case .finish(let outcome) = effect {
            await stop(&course, in: &group)
            return outcome
          }
          await carryOut(effect, of: &course, in: &group, scheduler)
        }
        event = Task.isCancelled ? .interrupted : await group.next() ?? .interrupted
        if course.state.isStoppedInCalls(by: event) { await stopCalls(&course, in: &group) }
      }
    }
    return await end(course, outcome)
  }

  /// The configuration with the size of what stands before the messages.
  private func configuration(under system: [SystemSection]) -> AgentConfiguration {
    var configuration = configuration
    configuration.fixedBytes = toolbox.specifications.reduce(system.reduce(0) { $0 + $1.text.utf8.count }) {
      $0 + $1.size
    }
    return configuration
  }

  private func watchClock(in group: inout TaskGroup<AgentEvent?>) {
    guard let limit = configuration.limits.time else { return }
    group.addTask {
      // A cancelled sleep means that the run ended first.
      (try? await Task.sleep(for: limit, clock: .continuous)).map { .deadlineReached }
    }
  }

  /// Carries out one effect; what takes time becomes a task, whose event is the next one.
  private func carryOut(
    _ effect: AgentEffect, of course: inout RunCourse, in group: inout TaskGroup<AgentEvent?>,
    _ scheduler: ToolScheduler
  ) async {
    switch effect {
    case .notify(let notice):
      course.note(notice)
      observe(notice)
    case .recordFailure(let error, let index):
      await record(.operationFailed(retryAfter: error.retryAfter), of: .ordinary, models[index])
    case .finish: break
    // Nothing more is begun: the next event is the interruption.
    case .request where Task.isCancelled, .summarise where Task.isCancelled, .compactAtProvider where Task.isCancelled,
      .runTools where Task.isCancelled:
      break
    case .request, .summarise, .compactAtProvider:
      let attempt = attempt(of: effect, in: course)
      let passage = course.turnWatch.passage()
      group.addTask {
        if let denial = await attempt.clock.leavingOut({ await hooks.pass(passage) }) {
          // A hook that was cancelled has judged nothing.
          return Task.isCancelled ? .interrupted : .denied(denial)
        }
        return await ask(attempt)
      }
    case .runTools(let calls):
      let start = course.start
      group.addTask { .toolsEnded(await scheduler.run(calls), elapsed: start.duration(to: .now)) }
    }
  }

  /// Stops the calls that are under way: some may have done what they were to do, and are not to do it again when the run is
  /// taken up.
  private func stopCalls(_ course: inout RunCourse, in group: inout TaskGroup<AgentEvent?>) async {
    group.cancelAll()
    while let event = await group.next() {
      if case .toolsEnded(let answers, _)? = event { _ = course.step(.toolsStopped(answers)) }
    }
  }

  /// Stops all that is under way; a request that is cut off by this still has its cost.
  private func stop(_ course: inout RunCourse, in group: inout TaskGroup<AgentEvent?>) async {
    group.cancelAll()
    while let event = await group.next() {
      for case .notify(let notice) in event.map({ course.step($0) }) ?? [] { observe(notice) }
    }
  }

  private func end(_ course: RunCourse, _ outcome: Outcome) async -> AgentRun {
    var course = course
    let state = course.state
    let denial = await hooks.end(
      outcome, course.turnWatch.passage(), turns: state.turns, usage: state.usage)
    let final = denial.map(Outcome.denied) ?? outcome
    let denials = state.denials + (denial.map { [$0] } ?? [])
    let time = course.time
    course.recording?.record(
      .agentEnded(
        TranscriptEntry.AgentEnd(
          outcome: final, turns: state.turns, usage: state.usage, cost: state.spending.cost, time: time,
          denials: denials)))
    return AgentRun(final, state, models: models, time: time, denials: denials)
  }
}

extension ToolSpecification {
  /// The bytes of its texts.
  fileprivate var size: Int { name.utf8.count + description.utf8.count + inputSchema.value.serialized().utf8.count }
}
