package import Editing
package import Git
package import SourceText
internal import Store

/// Carries a plan out, step by step: ask an engine, do, judge, commit or take back, and write each decision down first.
///
/// All that it knows follows from the records of its journal, so that it can be killed at any moment and go on.
package struct StepLoop: Sendable {
  let plan: ChangePlan
  let options: StepOptions
  let place: StepArea

  /// Where it is written down how far the run has come; nil in a preview.
  let folder: RunFolder?

  /// What makes commits; nil in a preview.
  let committer: StepCommitter?

  let progress: @Sendable (StepProgress) -> Void

  var index: CommitIndex
  var gates: GateRunner
  var state = RunState()

  /// The steps of the round, with those that took the place of others.
  var steps: [ProposedStep] = []
  var rebase = StepRebase()

  /// The moments of the rebase whose files those steps speak of that took the place of others.
  var seen: [Int: Int] = [:]

  /// The rounds that are over, with the number of the engine that was asked.
  private(set) var rounds: [(engine: Int, round: EarlierRound)] = []

  /// Steps that were given up in earlier rounds.
  var abandoned: Set<String> = []

  /// What became of the steps of the rounds that are over.
  package var outcomes: [StepOutcome] = []

  /// What a preview would make of the files.
  package var previewed: [RelativePath: FileVersions] = [:]

  package var stop: Stop?

  /// When the steps of the round began to be tried, for the estimate.
  var roundStart: ContinuousClock.Instant?

  /// Why a run ended before its plan did.
  package enum Stop: Hashable, Sendable {
    /// A step was given up, and that was to end it.
    case failedFast
    case deadline
    case rounds

    /// An engine cannot go on for now: its budget is used up, or nobody answers it.
    case engine(RefactoringError)
  }

  /// - Parameters:
  ///   - index: the files of the commit that the area is at.
  ///   - folder: where the journal is; nil for a preview, which makes no commits.
  package init(
    _ plan: ChangePlan, _ options: StepOptions, in place: StepArea, index: CommitIndex, gates: GateRunner,
    folder: RunFolder? = nil, committer: StepCommitter? = nil,
    progress: @escaping @Sendable (StepProgress) -> Void = { _ in }
  ) {
    self.plan = plan
    self.options = options
    self.place = place
    self.index = index
    self.gates = gates
    self.folder = folder
    self.committer = committer
    self.progress = progress
  }

  /// Takes in what an earlier process of this run had written down.
  ///
  /// - Throws: `RefactoringError` with code `.folder` when a document is gone.
  package mutating func resume(_ records: [StepRecord]) throws {
    for record in records { try take(record) }
  }

  /// Writes a record down, and acts on it.
  package mutating func note(_ record: StepRecord) throws {
    try folder?.append(record.line)
    try take(record)
  }

  /// Carries the rest of the plan out.
  ///
  /// - Throws: `EditingError` and `GitError` when nothing can be written any more; `RefactoringError`, `CancellationError`. What
  ///   is committed then stays, and the run can go on.
  package mutating func run() async throws {
    while stop == nil {
      try Task.checkCancellation()
      if state.round == nil {
        guard state.engine < plan.engines.count else { break }
        guard !isOver() else { break }
        try await ask()
        continue
      }
      if !state.current.isEmpty {
        // What a killed run was at.
        try await attempt(state.current)
      } else if let batch = state.queue.next(size: batchSize).map(judgedTogether) {
        guard !isOver() else { break }
        try note(.planned(batch))
        try await attempt(batch)
      } else {
        closeRound()
        state.endRound(passes: plan.passes)
      }
    }
    closeRound()
    if stop == nil { try note(.finished) }
  }

  /// Whether a run that is finished has given steps up, or could not ask an engine.
  var hasLeftSomething: Bool {
    !state.failures.isEmpty
      || outcomes.contains { if case .quarantined = $0.ending { true } else { false } }
  }

  private var batchSize: Int {
    folder == nil ? 1 : state.trust.batchSize(limit: options.batchLimit)
  }

  private mutating func isOver() -> Bool {
    if let deadline = options.deadline, ContinuousClock.now >= deadline { stop = .deadline }
    if state.engineRoundCount >= StepOptions.roundLimit, state.round == nil { stop = .rounds }
    return stop != nil
  }

  /// Asks the engine whose turn it is.
  private mutating func ask() async throws {
    let number = state.engine
    let engine = plan.engines[number]
    progress(StepProgress("asking \(engine.name)\(state.pass > 1 ? " (pass \(state.pass))" : "")"))
    let scope = scope(for: number, pass: state.pass)
    let proposal: Proposal
    do {
      proposal = try await engine.propose(scope)
    } catch let error as CancellationError {
      throw error
    } catch let error as RefactoringError where error.code.isForNow {
      stop = .engine(error)
      return
    } catch {
      // One engine's trouble is no reason to lose what the others can do, but what a plan needs it needs from the start.
      let isNeeded = (error as? RefactoringError).map { $0.code != .engine } ?? false
      if options.failsFast || state.commitCount == 0 && (isNeeded || plan.engines.count == 1) { throw error }
      return try note(.engineFailed(engine: number, reason: "\(engine.name) failed: \(error)"))
    }
    let document = "round-\(state.roundCount + 1).json"
    try folder?.write(ProposalDocument(proposal.steps).bytes, as: document)
    pending = proposal.steps
    try note(
      .proposed(
        StepRecord.Round(
          engine: number, pass: state.pass, document: document, titles: proposal.steps.map(\.title),
          notes: proposal.notes + proposal.skipped.map(\.description), memo: proposal.memo, goesOn: proposal.goesOn)))
  }

  /// Steps that were proposed just now, so that they need not be read from their document.
  private var pending: [ProposedStep]?

  /// Acts on a record, whether it was written just now or by an earlier process.
  private mutating func take(_ record: StepRecord) throws {
    switch record {
    case .proposed, .engineFailed, .finished: closeRound()
    default: break
    }
    state.apply(record)
    switch record {
    case .proposed(let round):
      roundStart = .now
      steps = try pending ?? read(round.document)
      rebase = StepRebase()
      seen = [:]
    case .replaced(let step, let document):
      guard let replacement = try (pending ?? read(document)).first, steps.indices.contains(step) else { break }
      steps[step] = replacement
      seen[step] = rebase.moment
    case .committed(let numbers, _):
      for step in numbers where steps.indices.contains(step) {
        rebase.accept(steps[step], seenAt: seen[step] ?? 0)
      }
    case .reopened:
      // What was left is tried again, and told by what becomes of it then.
      abandoned = []
      outcomes.removeAll { if case .quarantined = $0.ending { true } else { false } }
    default: break
    }
    pending = nil
  }

  mutating func replace(_ step: Int, by replacement: ProposedStep) throws {
    let number = (state.replacements[step]?.count ?? 0) + 1
    let document = "round-\(state.roundCount)-step-\(step)-\(number).json"
    try folder?.write(ProposalDocument([replacement]).bytes, as: document)
    pending = [replacement]
    try note(.replaced(step: step, document: document))
  }

  private func read(_ document: String) throws -> [ProposedStep] {
    guard let bytes = try folder?.content(of: document, limit: ProposalDocument.sizeLimit),
      let read = ProposalDocument(bytes)
    else {
      throw RefactoringError(
        .folder,
        "\(document) in \(folder?.path ?? "the run's folder") is gone or damaged, so that the run cannot go on; "
          + "begin anew without --resume, with another --branch")
    }
    return read.steps
  }

  /// What an engine is told of the files and of what it was asked before.
  func scope(for engine: Int, pass: Int) -> EditScope {
    var scope = EditScope(area: place.area, files: index.files(below: options.scope), pass: pass)
    scope.paths = options.scope
    scope.index = index
    scope.rules = place.transaction.rules
    scope.history = rounds.filter { $0.engine == engine }.map(\.round)
    if let current, current.engine == engine { scope.history.append(current.round) }
    return scope
  }

  /// The round that goes on, as far as its steps have ended; nil between rounds.
  private var current: (engine: Int, round: EarlierRound)? {
    guard let round = state.round else { return nil }
    let ended = state.endings.filter { steps.indices.contains($0.step) }.map { step, ending in
      EarlierRound.Step(title: steps[step].title, paths: steps[step].paths, ending: EarlierRound.Ending(ending))
    }
    return (round.engine, EarlierRound(memo: round.memo, steps: ended))
  }

  /// Takes down what became of the steps of a round that is over.
  private mutating func closeRound() {
    guard let round = state.round else { return }
    if let current { rounds.append(current) }
    let engine = plan.engines.indices.contains(round.engine) ? plan.engines[round.engine].name : ""
    for (step, ending) in state.endings where steps.indices.contains(step) {
      let last: StepOutcome.Ending
      switch ending {
      case .done(let commit): last = .done(commit)
      case .left(.quarantined(let gate, let attempts), let lines):
        last = .quarantined(gate, attempts: attempts, lines: lines)
        abandoned.insert(steps[step].identity)
      case .left: continue
      }
      outcomes.append(
        StepOutcome(
          title: steps[step].title, engine: engine, files: steps[step].paths, ending: last,
          gates: state.verdicts[step]?.gates ?? [], batch: state.verdicts[step]?.batch ?? 1))
    }
  }
}

extension EarlierRound.Ending {
  fileprivate init(_ ending: RunState.Ending) {
    switch ending {
    case .done: self = .done
    case .left(.quarantined(let gate, _), let lines): self = .left(gate, lines: lines)
    case .left(.deferred, _): self = .deferred
    case .left(.known, _): self = .known
    }
  }
}

extension ProposedStep {
  /// The paths that it touches, sorted.
  var paths: [RelativePath] {
    var paths: Set<RelativePath> = []
    for operation in operations {
      paths.insert(operation.path)
      if case .move(_, let target) = operation.action { paths.insert(target) }
    }
    return paths.sorted()
  }
}
