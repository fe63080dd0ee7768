internal import SourceText
internal import Store

/// Where a run stands, made of nothing but the records of its journal: what a run that goes on makes of them is what the
/// killed one had.
struct RunState: Sendable {
  private(set) var header: RunHeader?
  private(set) var baseline: Baseline?

  /// The round that is being worked on; nil between rounds.
  private(set) var round: StepRecord.Round?

  /// Where the plan goes on when there is no round.
  private(set) var engine = 0
  private(set) var pass = 1

  private(set) var queue = StepQueue(count: 0)

  /// The batch that is being tried; empty between batches.
  private(set) var current: [Int] = []

  /// What the gates said of steps of the current batch, if it is green.
  private(set) var verdict: [GateResult]?

  /// The steps of that verdict that have not ended: those beside them, which did not fit, were seen by no gate.
  private(set) var judged: Set<Int> = []

  /// What the gates said of the states after steps of the current batch, by the last step of each.
  private(set) var between: [Int: [GateResult]] = [:]

  /// Steps of this round that are commits, in the order in which they were made.
  private(set) var done: [Int] = []

  /// The documents of steps that took the place of others in this round, newest last.
  private(set) var replacements: [Int: [String]] = [:]

  /// What the gates said of each step last, and in a batch of how many.
  private(set) var verdicts: [Int: (gates: [GateResult], batch: Int)] = [:]

  /// Steps of this round that ended, with how, in order; a step's files are in its document.
  private(set) var endings: [(step: Int, ending: Ending)] = []

  /// The commit that all committed steps lead to.
  private(set) var head: ObjectID?

  private(set) var trust = Trust()
  private(set) var evidence: [(isRight: Bool, identity: String, time: Int)] = []
  private(set) var failures: [String] = []
  private(set) var notes: [String] = []
  private(set) var commitCount = 0
  private(set) var isFinished = false

  /// How many rounds there were, and how many of them one after the other were those of the engine whose turn it is.
  private(set) var roundCount = 0
  private(set) var engineRoundCount = 0
  private var hasDeferred = false

  enum Ending {
    case done(ObjectID?)
    case left(StepRecord.Reason, lines: [String])
  }

  mutating func apply(_ record: StepRecord) {
    switch record {
    case .begun(let header):
      self.header = header
      head = header.base
      trust = header.trust
    case .baseline(let baseline): self.baseline = baseline
    case .proposed(let round): begin(round)
    case .engineFailed(let engine, let reason):
      failures.append(reason)
      (self.engine, pass, round) = (engine + 1, 1, nil)
    case .planned(let batch):
      queue.take(batch)
      (current, verdict, judged, between) = (batch, nil, [], [:])
    case .replaced(let step, let document):
      replacements[step, default: []].append(document)
      queue.retry(step)
      current.removeAll { $0 == step }
    case .applied: break
    case .verified(let steps, let gates, let time): judge(steps, gates, time)
    case .flaky(let tests): noteFlaky(tests)
    case .between(let step, let gates): between[step] = gates
    case .committed(let steps, let commit):
      head = commit
      commitCount += 1
      for step in steps { end(step, .done(commit)) }
    case .left(let step, let reason, let lines):
      if reason == .deferred { hasDeferred = true }
      end(step, .left(reason, lines: lines))
    case .finished: isFinished = true
    case .reopened:
      (isFinished, round, engine, pass, engineRoundCount, failures) = (false, nil, 0, 1, 0, [])
    }
  }

  /// Ends a step of a preview, which makes no commits.
  mutating func endPreviewed(_ step: Int) { end(step, .done(nil)) }

  /// Whether the round is over.
  var isRoundOver: Bool { queue.isEmpty && current.isEmpty }

  /// Goes on to the next round, which depends on what this one brought.
  ///
  /// - Parameter passes: how often an engine is asked at most, besides for steps that had to wait for others.
  mutating func endRound(passes: Int) {
    guard let round else { return }
    let hasProgress = !done.isEmpty
    // What overlaps with a step that was given up since was not tried either.
    let hasGivenUp = endings.contains { if case .left(.quarantined, _) = $0.ending { true } else { false } }
    if round.goesOn {
      pass = round.pass + 1
    } else if hasDeferred, hasProgress || hasGivenUp {
      pass = round.pass
    } else if hasProgress, round.pass < passes {
      pass = round.pass + 1
    } else {
      (engine, pass, engineRoundCount) = (round.engine + 1, 1, 0)
    }
    self.round = nil
  }

  private mutating func begin(_ round: StepRecord.Round) {
    self.round = round
    roundCount += 1
    engineRoundCount = engine == round.engine ? engineRoundCount + 1 : 1
    (engine, pass) = (round.engine, round.pass)
    queue = StepQueue(count: round.titles.count)
    notes += round.notes.filter { !notes.contains($0) }
    (current, verdict, judged, between) = ([], nil, [], [:])
    (done, replacements, verdicts, endings) = ([], [:], [:], [])
    hasDeferred = false
  }

  private mutating func noteFlaky(_ tests: [String]) {
    guard var baseline else { return }
    let new = Set(tests).subtracting(baseline.flaky)
    baseline.flaky = new.union(baseline.flaky).sorted()
    // What is flaky is not counted among what passes.
    baseline.passedCount -= new.count
    self.baseline = baseline
  }

  private mutating func judge(_ steps: [Int], _ gates: [GateResult], _ time: Int) {
    let isGreen = gates.failure == nil
    for step in steps { verdicts[step] = (gates, steps.count) }
    // A red batch is one failure, whatever is in it; a green one is as many successes as it has steps.
    for step in isGreen ? steps : Array(steps.prefix(1)) {
      trust.record(isRight: isGreen, weight: Trust.Weight.light, at: time)
      evidence.append((isGreen, "\(round?.document ?? ""):\(step):\(evidence.count)", time))
    }
    if isGreen {
      (verdict, judged) = (gates, Set(steps))
    } else if steps.count > 1 {
      queue.split(current.filter { steps.contains($0) })
      current.removeAll { steps.contains($0) }
    }
  }

  private mutating func end(_ step: Int, _ ending: Ending) {
    current.removeAll { $0 == step }
    if case .done = ending { done.append(step) }
    endings.append((step, ending))
    judged.remove(step)
    if judged.isEmpty { (verdict, between) = (nil, [:]) }
  }
}
