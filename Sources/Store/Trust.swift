/// How far something that judges or changes code is believed in one repository: a Beta posterior over how often it is
/// right, with old evidence fading.
///
/// It begins with the uniform prior Beta(1, 1). Each time it was right counts 1; being wrong counts more, see
/// `Weight`, so that ten successes build trust and one failure of the graver kind breaks it. Both sums halve every
/// `halfLife`, so that without news all returns to the prior. A pure value: the time is a parameter.
package struct Trust: Hashable, Sendable {
  /// What one failure counts, where a success counts 1.
  package enum Weight {
    /// A person says that it was wrong, or work had to be undone: ten successes make up for it.
    package static let grave = 10.0

    /// A check found it wrong before anybody was troubled.
    package static let light = 1.0
  }

  /// Milliseconds in which evidence loses half of its weight: 90 days.
  package static let halfLife = 90.0 * 24 * 3600 * 1000

  /// Successes and failures that the prior stands for.
  static let prior = 1.0

  /// The lower bound from which trust counts as built: ten successes without a failure reach 0.76.
  package static let builtBound = 0.75

  /// The weight of all successes as it was at `time`, without the prior's.
  package private(set) var successes = 0.0

  /// The weight of all failures as it was at `time`, without the prior's.
  package private(set) var failures = 0.0

  /// The weight at `time` of the successes later than the last failure.
  package private(set) var streak = 0.0

  /// How often it was right, unfaded.
  package private(set) var rightCount = 0

  /// How often it was wrong, unfaded.
  package private(set) var wrongCount = 0

  /// The time of the latest evidence, in milliseconds since 1970.
  package private(set) var time = 0

  /// The time of the latest failure; nil when there was none.
  package private(set) var lastFailure: Int?

  package init() {}

  /// Puts together what was kept.
  ///
  /// Nil when the numbers cannot have come from `Trust`.
  package init?(
    successes: Double, failures: Double, streak: Double, rightCount: Int, wrongCount: Int, time: Int,
    lastFailure: Int?
  ) {
    guard [successes, failures, streak].allSatisfy({ $0.isFinite && $0 >= 0 }), rightCount >= 0, wrongCount >= 0 else {
      return nil
    }
    self.successes = successes
    self.failures = failures
    self.streak = streak
    self.rightCount = rightCount
    self.wrongCount = wrongCount
    self.time = time
    self.lastFailure = lastFailure
  }
}

extension Trust {
  /// Counts one piece of evidence; evidence that is older than the latest counts as much as it would have by then.
  ///
  /// - Parameters:
  ///   - isRight: whether it was right.
  ///   - weight: what the failure counts, above 0; of no meaning for a success.
  ///   - moment: when it was, in milliseconds since 1970.
  package mutating func record(isRight: Bool, weight: Double = Weight.grave, at moment: Int) {
    fade(to: moment)
    let share = Self.share(left: time - moment)
    if isRight {
      successes += share
      rightCount += 1
      // At the same moment nobody can tell which came first; then the failure counts.
      if lastFailure.map({ moment > $0 }) ?? true { streak += share }
    } else {
      failures += max(weight, 0) * share
      wrongCount += 1
      streak = 0
      lastFailure = max(lastFailure ?? moment, moment)
    }
  }

  /// The trust as it is later, when no news came.
  package func faded(to moment: Int) -> Trust {
    var copy = self
    copy.fade(to: moment)
    return copy
  }

  private mutating func fade(to moment: Int) {
    guard moment > time else { return }
    let share = Self.share(left: moment - time)
    successes *= share
    failures *= share
    streak *= share
    time = moment
  }
}

extension Trust {
  /// How often it is expected to be right, from 0 to 1; one half is the prior's.
  package var mean: Double { (successes + Self.prior) / (successes + failures + 2 * Self.prior) }

  /// What it is right in at least, with a probability of 95 %.
  package var lowerBound: Double {
    BetaDistribution(successes + Self.prior, failures + Self.prior).quantile(0.05)
  }

  /// Whether there is enough good evidence to rely on it.
  package var isBuilt: Bool { lowerBound >= Self.builtBound }

  /// What the confidence in a finding is multiplied with, from 0 to 1: 1 unless it was wrong more than it was right,
  /// counted by weight.
  package var confidenceFactor: Double { min(1, mean * 2) }

  /// How many steps may be taken at once before they are checked, from 1 to `limit`.
  ///
  /// As many as there were successes since the last failure, less the share that the lower bound leaves open: one after 4
  /// successes and less, 7 after 10, and 1 again after a failure.
  package func batchSize(limit: Int) -> Int {
    min(max(limit, 1), max(1, Int(min(streak * lowerBound, 1e6))))
  }

  /// The share of its weight that evidence has after some milliseconds.
  private static func share(left milliseconds: Int) -> Double {
    BetaDistribution.powerOfTwo(-Double(max(0, milliseconds)) / halfLife)
  }
}
