/// How long a run still takes, from what its stages have taken so far.
///
/// Each stage has an amount of work whose time on a quiet machine is known roughly; what the stages that are over took
/// beside that says how fast this machine and this package are.
struct ProgressEstimate: Sendable {
  /// What is done one after the other.
  enum Stage: CaseIterable, Hashable, Sendable {
    case baseline
    case calls
    case mutantBuild
    case ownTests
    case trial
    case writing
    case confirmation
  }

  /// Seconds of one unit, as measured on two cores (Evals/testgen.md), and of a stage without any.
  private static let rates: [Stage: (fixed: Double, unit: Double)] = [
    .baseline: (8, 0), .calls: (6, 0.014), .mutantBuild: (8, 0.02), .ownTests: (2, 0.06), .trial: (6, 0.02),
    .writing: (10, 0.1), .confirmation: (10, 0.06),
  ]

  private var amounts: [Stage: Int]
  private var current: Stage?
  private var began: ContinuousClock.Instant
  private var expected = 0.0
  private var taken = 0.0

  /// - Parameters:
  ///   - amounts: calls, mutants and tests, as far as they are known; a stage that is not in it does not come.
  ///   - now: the time.
  init(amounts: [Stage: Int], now: ContinuousClock.Instant) {
    self.amounts = amounts
    began = now
  }

  /// Says that a stage begins, and the one before it is over.
  mutating func begin(_ stage: Stage, amount: Int? = nil, now: ContinuousClock.Instant) {
    if let current, current != stage {
      expected += Self.seconds(current, amounts[current] ?? 0)
      taken += began.duration(to: now) / .seconds(1)
      amounts[current] = nil
    }
    if current != stage { began = now }
    if let amount { amounts[stage] = amount }
    current = stage
  }

  /// The time until the end.
  ///
  /// - Parameter done: how many of the stage's amount are done, where that is known; its own pace counts then.
  func remaining(done: Int? = nil, now: ContinuousClock.Instant) -> Duration {
    let spent = current == nil ? 0 : began.duration(to: now) / .seconds(1)
    // One stage says little yet: it counts as much as ten seconds that went as they should.
    let pace = (taken + 10) / (expected + 10)
    var left = amounts.filter { $0.key != current }.reduce(0) { $0 + Self.seconds($1.key, $1.value) } * pace
    if let current, let amount = amounts[current] {
      if let done, done > 0, amount > 0 {
        left += spent / Double(done) * Double(max(0, amount - done))
      } else {
        left += max(0, Self.seconds(current, amount) * pace - spent)
      }
    }
    return .milliseconds(Int(left * 1000))
  }

  private static func seconds(_ stage: Stage, _ amount: Int) -> Double {
    rates[stage].map { $0.fixed + $0.unit * Double(amount) } ?? 0
  }
}
