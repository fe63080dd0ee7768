internal import Synchronization

/// Keeps the estimate of one run, which is asked from wherever the run is.
final class RunPace: Sendable {
  private let estimate: Mutex<ProgressEstimate>

  /// - Parameter measuresMutation: whether there are mutants.
  init(measuresMutation: Bool) {
    // Until it is known how many there are: those of a small module.
    var amounts: [ProgressEstimate.Stage: Int] = [.baseline: 0, .calls: 800, .writing: 60]
    if measuresMutation { amounts.merge([.mutantBuild: 250, .trial: 600, .confirmation: 250]) { first, _ in first } }
    estimate = Mutex(ProgressEstimate(amounts: amounts, now: .now))
  }

  /// The same with the time that is left.
  func estimated(_ progress: GenerationProgress) -> GenerationProgress {
    var progress = progress
    progress.remaining = estimate.withLock { estimate in
      let now = ContinuousClock.now
      if let stage = progress.stage { estimate.begin(stage, amount: progress.amount, now: now) }
      return estimate.remaining(done: progress.done, now: now)
    }
    return progress
  }
}
