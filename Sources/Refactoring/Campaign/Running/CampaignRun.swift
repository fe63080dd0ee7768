internal import Redaction

/// Works on the units of one shard, some at a time, until all have ended or something says stop.
///
/// Units of one repository are not worked on at the same time by one run. Everything that happens is in the journal before
/// anything else follows from it.
package actor CampaignRun {
  /// How a run ended that was not interrupted.
  package struct Ending: Hashable, Sendable {
    package var state: Reason

    /// Why not all units were worked on; empty when they were.
    package var words: String

    package enum Reason: Hashable, Sendable {
      case done
      case failFast

      /// As many units failed as may.
      case failures

      /// The campaign's time or money is used up.
      case budget
    }
  }

  private let definition: CampaignDefinition
  private let runner: any UnitRunner
  private let failsFast: Bool
  private let time: @Sendable () -> Int

  private var journal: CampaignJournal
  private var state: CampaignState

  /// What is still to be begun, the next one last.
  private var pending: [CampaignUnit]
  private var busyStores: Set<String> = []

  /// How often a unit has been tried again in this run.
  private var retried: [String: Int] = [:]
  private var stop: Ending?
  private var spent = 0
  private var failures = 0
  private var fault: RefactoringError?

  /// - Parameters:
  ///   - definition: the campaign.
  ///   - start: the shard's journal, and the units that are to be worked on.
  ///   - runner: works on one unit.
  ///   - failsFast: whether the first failed unit is the last that is begun.
  ///   - time: the time of day in milliseconds since 1970.
  package init(
    _ definition: CampaignDefinition, start: consuming CampaignStart, runner: any UnitRunner, failsFast: Bool = false,
    time: @escaping @Sendable () -> Int
  ) {
    self.definition = definition
    state = start.state
    pending = start.units.reversed()
    journal = start.journal
    self.runner = runner
    self.failsFast = failsFast
    self.time = time
    let again = Set(pending.map(\.identity))
    for entry in state.entries {
      spent += entry.cost ?? 0
      if case .finished(let outcome) = entry.status, outcome.isTrouble, !again.contains(entry.identity) {
        failures += 1
      }
    }
  }

  /// Where the shard stands.
  package var current: CampaignState { state }

  /// Works until the end.
  ///
  /// - Throws: `RefactoringError` when the journal cannot be written any more, `CancellationError` when the task was
  ///   cancelled; nothing of any unit runs any more then.
  package func run() async throws -> Ending {
    let start = ContinuousClock.now
    await endOrphans()
    await withTaskGroup(of: (CampaignUnit, Int, UnitOutcome?).self) { group in
      var running = 0
      while true {
        while running < definition.concurrency, let next = next(since: start) {
          let task = task(for: next)
          guard begin(task) else { break }
          running += 1
          group.addTask { await self.attempt(task) }
        }
        guard running > 0, let (unit, attempt, outcome) = await group.next() else { break }
        running -= 1
        let retries = end(unit, attempt, outcome)
        if retries, let task = retry(unit, attempt) {
          running += 1
          let delay = delay(before: unit)
          group.addTask { await self.attempt(task, after: delay) }
        } else if let store = unit.store {
          busyStores.remove(store)
        }
        if fault != nil { group.cancelAll() }
      }
    }
    if let fault { throw fault }
    if Task.isCancelled {
      append([.ended(reason: "it was interrupted", time: time())])
      throw CancellationError()
    }
    let ending = stop ?? Ending(state: .done, words: "")
    append([.ended(reason: ending.words, time: time())])
    if let fault { throw fault }
    return ending
  }

  /// Ends what a killed run has left running: nobody waits for it any more, and it would stand in the way.
  private func endOrphans() async {
    for unit in pending {
      if case .running(_, let trace?) = state[unit.identity]?.status { await trace.endGroup() }
    }
  }

  /// The next unit that may be begun; nil when there is none now, or none at all any more.
  private func next(since start: ContinuousClock.Instant) -> CampaignUnit? {
    guard fault == nil, !Task.isCancelled, !pending.isEmpty else { return nil }
    if stop == nil { stop = reasonToStop(since: start) }
    guard stop == nil,
      let index = pending.lastIndex(where: { unit in unit.store.map { !busyStores.contains($0) } ?? true })
    else { return nil }
    return pending.remove(at: index)
  }

  private func task(for unit: CampaignUnit) -> UnitTask {
    let entry = state[unit.identity]
    let attempts = entry?.attempts ?? 0
    var retriesLeft = false
    // What came to its end has nothing to go on with, but something to try again.
    if case .finished(let outcome)? = entry?.status, outcome.state == .partial { retriesLeft = true }
    return UnitTask(unit: unit, attempt: attempts + 1, resumes: attempts > 0, retriesLeft: retriesLeft)
  }

  private func reasonToStop(since start: ContinuousClock.Instant) -> Ending? {
    if failsFast, failures > 0 {
      return Ending(state: .failFast, words: "a unit failed, and --fail-fast was said")
    }
    if let limit = definition.limits.failures, failures >= limit {
      return Ending(state: .failures, words: "\(failures) units failed, and the campaign allows \(limit)")
    }
    if let limit = definition.limits.cost, spent >= limit {
      return Ending(
        state: .budget,
        words: "\(CampaignWords.dollars(spent)) were spent, and the campaign allows \(CampaignWords.dollars(limit))")
    }
    if let limit = definition.limits.whole, start.duration(to: .now) >= limit {
      return Ending(
        state: .budget,
        words: "the campaign's time of \(CampaignWords.duration(Int(limit / .milliseconds(1)))) is up")
    }
    return nil
  }

  private func begin(_ task: UnitTask) -> Bool {
    append([.started(identity: task.unit.identity, attempt: task.attempt, time: time())])
    if let store = task.unit.store { busyStores.insert(store) }
    return fault == nil
  }

  /// Makes one attempt; nil when it was cut off.
  private nonisolated func attempt(
    _ task: UnitTask, after delay: Duration = .zero
  ) async -> (CampaignUnit, Int, UnitOutcome?) {
    do {
      if delay > .zero { try await Task.sleep(for: delay) }
      // In the order of things: this is written before the end of the attempt is.
      let traces = AsyncStream.makeStream(of: ProcessTrace.self)
      async let noted: Void = {
        for await trace in traces.stream { await self.note(trace, of: task.unit) }
      }()
      let result: Result<UnitOutcome, any Error>
      do {
        result = .success(try await runner.run(task) { traces.continuation.yield($0) })
      } catch {
        result = .failure(error)
      }
      traces.continuation.finish()
      await noted
      return (task.unit, task.attempt, try result.get())
    } catch is CancellationError {
      return (task.unit, task.attempt, nil)
    } catch {
      return (task.unit, task.attempt, UnitOutcome(state: .failed, reason: UnitReport.line("\(error)")))
    }
  }

  private func note(_ trace: ProcessTrace, of unit: CampaignUnit) {
    append([.process(identity: unit.identity, trace)], isSynchronized: false)
  }

  /// Writes down how an attempt ended.
  ///
  /// - Returns: whether another is to follow.
  private func end(_ unit: CampaignUnit, _ attempt: Int, _ outcome: UnitOutcome?) -> Bool {
    guard let outcome else {
      append([.interrupted(identity: unit.identity, time: time())])
      return false
    }
    let retries =
      outcome.isTrouble && outcome.mayPass && retried[unit.identity] ?? 0 < definition.retries && fault == nil
      && !Task.isCancelled
    spent += outcome.cost ?? 0
    if outcome.isTrouble, !retries { failures += 1 }
    append([
      .finished(identity: unit.identity, attempt: attempt, outcome, isLast: !retries, time: time())
    ])
    return retries
  }

  private func retry(_ unit: CampaignUnit, _ attempt: Int) -> UnitTask? {
    retried[unit.identity, default: 0] += 1
    let task = UnitTask(unit: unit, attempt: attempt + 1, resumes: true)
    return begin(task) ? task : nil
  }

  private func delay(before unit: CampaignUnit) -> Duration {
    min(definition.retryDelay * (1 << min(10, max(0, (retried[unit.identity] ?? 1) - 1))), .seconds(600))
  }

  private func append(_ records: [CampaignRecord], isSynchronized: Bool = true) {
    guard fault == nil else { return }
    do throws(RefactoringError) {
      try journal.append(records, isSynchronized: isSynchronized)
      for record in records { state.apply(record) }
    } catch {
      fault = error
    }
  }
}
