import Testing

@testable import TestGeneration

struct ProgressEstimateTests {
  private static let start = ContinuousClock.now

  private static func estimate() -> ProgressEstimate {
    var estimate = ProgressEstimate(amounts: [.baseline: 0, .calls: 1000, .writing: 50], now: start)
    estimate.begin(.baseline, now: start)
    return estimate
  }

  @Test func `what is left becomes less as stages go by`() {
    var estimate = Self.estimate()
    let first = estimate.remaining(now: Self.start)
    estimate.begin(.calls, amount: 1000, now: Self.start + .seconds(8))
    let second = estimate.remaining(now: Self.start + .seconds(8))
    estimate.begin(.writing, amount: 50, now: Self.start + .seconds(28))
    let third = estimate.remaining(now: Self.start + .seconds(28))
    #expect(first > second && second > third && third > .zero)
    #expect(first > .seconds(30) && first < .seconds(60))
  }

  @Test func `a slow machine is believed to stay slow`() {
    var (slow, quick) = (Self.estimate(), Self.estimate())
    slow.begin(.calls, amount: 1000, now: Self.start + .seconds(80))
    quick.begin(.calls, amount: 1000, now: Self.start + .seconds(4))
    #expect(
      slow.remaining(now: Self.start + .seconds(80)) > quick.remaining(now: Self.start + .seconds(4)) * 3)
  }

  @Test func `a stage that counts goes by its own pace`() {
    var estimate = ProgressEstimate(amounts: [.ownTests: 100], now: Self.start)
    estimate.begin(.ownTests, amount: 100, now: Self.start)
    let left = estimate.remaining(done: 25, now: Self.start + .seconds(50))
    #expect(left == .seconds(150))
  }

  @Test func `a stage that takes longer than it should is nearly over`() {
    let estimate = Self.estimate()
    #expect(estimate.remaining(now: Self.start + .seconds(1000)) < Self.estimate().remaining(now: Self.start))
  }
}
