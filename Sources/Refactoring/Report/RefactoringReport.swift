package import SourceText

/// What came of a run.
package struct RefactoringReport: Hashable, Sendable {
  package var plan: String
  package var summary: String

  /// The commit that the first step stands on, and the one that the last one made.
  package var base: ObjectID
  package var head: ObjectID

  /// The full name of the reference that leads to the last commit; nil when there is none.
  package var reference: String?

  /// Whether nothing was to be done but to say what would be.
  package var isPreview: Bool

  /// Whether this run went on with one that had not come to its end.
  package var isResumed: Bool

  /// Nil in a preview.
  package var baseline: Baseline?

  package var gates: Set<Gate>

  /// In the order in which they ended.
  package var steps: [StepOutcome]

  /// Engines that failed, a sentence each.
  package var failures: [String]

  /// What else is worth knowing, a sentence each.
  package var notes: [String]

  package var stop: StepLoop.Stop?

  package var duration: Duration

  /// What a preview would change, as git shows it.
  package var difference: String

  /// What a model made of a goal; nil for a recipe.
  package var goal: GoalReport?

  /// The commit whose files an earlier process of the run brought into the user's work tree; nil for `base`.
  package var applied: ObjectID?

  /// Steps that hold, or would.
  package var done: [StepOutcome] {
    steps.filter { if case .done = $0.ending { true } else { false } }
  }

  /// Steps that were given up.
  package var left: [StepOutcome] {
    steps.filter { if case .quarantined = $0.ending { true } else { false } }
  }

  /// The commits, oldest first.
  package var commits: [ObjectID] {
    var commits: [ObjectID] = []
    for step in steps {
      // Steps that hold only together are one.
      if case .done(let commit?) = step.ending, commit != commits.last { commits.append(commit) }
    }
    return commits
  }

  /// The branch that leads to the last commit, without `refs/heads/`; nil when there is none.
  package var branch: String? {
    guard let reference, reference.hasPrefix("refs/heads/") else { return nil }
    return String(reference.dropFirst("refs/heads/".count))
  }

  /// Whether the plan came to its end, and nothing of it is left to be tried again.
  package var isWhole: Bool {
    stop == nil && left.isEmpty && failures.isEmpty && goal?.left.isEmpty ?? true
  }

  /// Whether the run was stopped on the way, so that its result comes when it has gone on to its end.
  package var isStoppedEarly: Bool {
    switch stop {
    case nil, .rounds: false
    case .failedFast, .deadline, .engine: true
    }
  }

  /// Why not all was done, in a sentence; nil when it was.
  package var reason: String? {
    if let failure = failures.first { return failure }
    if case .engine(let error)? = stop { return error.description }
    if let first = left.first, case .quarantined(let gate, _, let lines) = first.ending {
      let more = left.count > 1 ? " (and \(left.count - 1) more)" : ""
      return "\(first.title): \(gate.rawValue) is red\(lines.first.map { ": \($0)" } ?? "")\(more)"
    }
    if let first = goal?.left.first, case .left(let reason, _) = first.state { return "\(first.name): \(reason)" }
    return stop.map { "it was stopped: \($0.word)" }
  }

  /// The files that changed, sorted.
  package var files: [RelativePath] { Set(done.flatMap(\.files)).sorted() }
}

extension StepLoop.Stop {
  /// As reports name it.
  var word: String {
    switch self {
    case .failedFast: "fail-fast"
    case .deadline: "deadline"
    case .rounds: "rounds"
    case .engine(let error):
      switch error.code {
      case .budget: "budget"
      case .denied: "denied"
      default: "provider"
      }
    }
  }
}
