import CommandLineSupport
import Synchronization
import TestGeneration

/// Shows what a run does and how long it still takes; on a terminal the time runs down between two words of the run.
final class ProgressTicker: Sendable {
  private let progress: ProgressLine
  private let spent: SpentSoFar
  private let isLive: Bool
  private let last = Mutex<(step: GenerationProgress, time: ContinuousClock.Instant)?>(nil)
  private let clock = Mutex<Task<Void, Never>?>(nil)

  /// - Parameter spent: what a model has cost so far, which is shown behind each word.
  init(progress: ProgressLine, spent: SpentSoFar, terminal: Terminal) {
    self.progress = progress
    self.spent = spent
    isLive = terminal.errorIsTerminal
  }

  /// Says what is done now.
  func show(_ step: GenerationProgress) {
    last.withLock { $0 = (step, .now) }
    progress.update(Self.text(step, after: .zero) + spent.text)
    guard isLive else { return }
    clock.withLock { clock in
      guard clock == nil else { return }
      clock = Task { [self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(1))
          guard !Task.isCancelled, let (step, time) = last.withLock({ $0 }) else { return }
          progress.update(Self.text(step, after: time.duration(to: .now)) + spent.text)
        }
      }
    }
  }

  /// Ends the clock.
  func stop() {
    last.withLock { $0 = nil }
    clock.withLock { clock in
      clock?.cancel()
      clock = nil
    }
  }

  private static func text(_ step: GenerationProgress, after passed: Duration) -> String {
    let count = step.total.map { " (\(step.done ?? 0) of \($0))" } ?? ""
    guard let remaining = step.remaining else { return step.words + count }
    let seconds = max(0, Int((remaining - passed) / .seconds(1)))
    // Nobody needs a guess to the second.
    let rounded = seconds < 60 ? (seconds + 4) / 5 * 5 : seconds
    let left = rounded < 60 ? "\(max(5, rounded)) s" : "\((rounded + 30) / 60) min"
    return "\(step.words)\(count), about \(left) left"
  }
}
