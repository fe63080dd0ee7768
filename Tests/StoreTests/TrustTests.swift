import TestSupport
import Testing

@testable import Store

@Suite struct TrustTests {
  private static let day = 24 * 3600 * 1000

  private static func trust(right: Int, wrong: Int = 0, weight: Double = Trust.Weight.grave, at time: Int = 1) -> Trust
  {
    var trust = Trust()
    for _ in 0..<right { trust.record(isRight: true, at: time) }
    for _ in 0..<wrong { trust.record(isRight: false, weight: weight, at: time + 1) }
    return trust
  }

  @Test func `nothing is known in the beginning, and all is believed`() {
    let trust = Trust()
    #expect(trust.mean == 0.5)
    #expect(trust.confidenceFactor == 1)
    #expect(!trust.isBuilt)
    #expect(trust.batchSize(limit: 10) == 1)
  }

  @Test func `ten successes build trust, nine do not`() {
    #expect(!Self.trust(right: 9).isBuilt)
    #expect(Self.trust(right: 10).isBuilt)
  }

  @Test func `one grave failure breaks what ten successes built`() {
    let trust = Self.trust(right: 10, wrong: 1)
    #expect(!trust.isBuilt)
    #expect(abs(trust.mean - 0.5) < 1e-6)
    #expect(Self.trust(right: 9, wrong: 1).confidenceFactor < 1)
  }

  @Test func `a light failure counts as much as a success`() {
    #expect(Self.trust(right: 5, wrong: 5, weight: Trust.Weight.light).confidenceFactor > 0.999)
    #expect(Self.trust(right: 1, wrong: 5, weight: Trust.Weight.light).confidenceFactor < 0.6)
  }

  @Test func `a batch grows with the successes, and one failure brings it back to one`() {
    let sizes = (0...20).map { Self.trust(right: $0).batchSize(limit: 10) }
    #expect(sizes == sizes.sorted())
    #expect(sizes[0...3].allSatisfy { $0 == 1 })
    #expect(sizes[10] == 7)
    #expect(sizes[20] == 10)
    for right in [0, 10, 1000] { #expect(Self.trust(right: right, wrong: 1).batchSize(limit: 10) == 1) }
    #expect(Self.trust(right: 50).batchSize(limit: 0) == 1)
  }

  @Test(arguments: Sweep.seeds(sample: 30, full: 3000))
  func `a success never lowers trust, a failure never raises it, and the bound lies below the mean`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var trust = Trust()
    var time = 0
    for _ in 0..<60 {
      time += Int.random(in: 0...(20 * Self.day), using: &generator)
      let before = trust.faded(to: time)
      // Some evidence comes late.
      let moment = Int.random(in: 0..<4, using: &generator) == 0 ? time / 2 : time
      let isRight = Bool.random(using: &generator)
      trust = before
      trust.record(isRight: isRight, weight: Double.random(in: 0.1...20, using: &generator), at: moment)
      if isRight {
        #expect(trust.mean >= before.mean)
        #expect(trust.lowerBound >= before.lowerBound - 1e-9)
        #expect(trust.batchSize(limit: 100) >= before.batchSize(limit: 100))
      } else {
        #expect(trust.mean <= before.mean)
        #expect(trust.lowerBound <= before.lowerBound + 1e-9)
        #expect(trust.batchSize(limit: 100) == 1)
      }
      // A distribution whose mass lies near 0 has its median below its mean, and the other way round; 5 % are below both.
      #expect(trust.lowerBound <= trust.mean)
      #expect((0...1).contains(trust.confidenceFactor))
      #expect(trust.time == time)
    }
  }

  @Test(arguments: Sweep.seeds(sample: 30, full: 3000))
  func `the order of events of one moment does not matter`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var start = Self.trust(right: Int.random(in: 0...12, using: &generator), at: Self.day)
    start.record(isRight: Bool.random(using: &generator), at: 3 * Self.day)
    let verdicts = (0..<8).map { _ in Bool.random(using: &generator) }
    let moment = 9 * Self.day
    func after(_ verdicts: [Bool]) -> Trust {
      verdicts.reduce(into: start) { $0.record(isRight: $1, at: moment) }
    }
    let expected = after(verdicts)
    for _ in 0..<5 { #expect(after(verdicts.shuffled(using: &generator)) == expected) }
  }

  @Test(arguments: [Trust(), Self.trust(right: 40), Self.trust(right: 3, wrong: 4), Self.trust(right: 0, wrong: 9)])
  func `without news trust goes to the prior, and never past it`(trust: Trust) {
    let prior = Trust()
    var before = trust
    for step in 1...60 {
      let later = trust.faded(to: trust.time + step * 45 * Self.day)
      #expect(abs(later.mean - prior.mean) <= abs(before.mean - prior.mean))
      #expect((later.mean - prior.mean) * (trust.mean - prior.mean) >= 0)
      before = later
    }
    #expect(abs(before.mean - prior.mean) < 1e-6)
    #expect(abs(before.lowerBound - prior.lowerBound) < 1e-6)
    #expect(before.rightCount == trust.rightCount, "the plain counts do not fade")
  }

  @Test func `evidence loses half of its weight in ninety days, in one step or in many`() {
    let trust = Self.trust(right: 8)
    let once = trust.faded(to: 1 + 90 * Self.day)
    let often = (1...90).reduce(trust) { trust, day in trust.faded(to: 1 + day * Self.day) }
    #expect(abs(once.successes - 4) < 1e-9)
    #expect(abs(often.successes - once.successes) < 1e-9)
    #expect(trust.faded(to: -5) == trust)
  }

  @Test(arguments: [(0.0, 0, 1), (Double.nan, 0, 1), (.infinity, 0, 1), (-1, 0, 1), (1, -1, 1)])
  func `numbers that nobody can have kept are refused`(successes: Double, right: Int, wrong: Int) {
    let trust = Trust(
      successes: successes, failures: 0, streak: 0, rightCount: right, wrongCount: wrong, time: 1, lastFailure: nil)
    #expect((trust != nil) == (successes == 0))
  }
}

@Suite struct BetaDistributionTests {
  /// With one of the parameters 1 the quantile has a closed form.
  @Test(arguments: [1.0, 2, 3.5, 11, 100, 5000])
  func `the quantile is exact where it can be known`(parameter: Double) {
    for probability in [0.05, 0.5, 0.95] {
      let left = BetaDistribution(parameter, 1).quantile(probability)
      #expect(abs(power(left, parameter) - probability) < 1e-5)
      let right = BetaDistribution(1, parameter).quantile(1 - probability)
      #expect(abs(power(1 - right, parameter) - probability) < 1e-5)
    }
  }

  /// The values of Beta(2, 3): 6x² - 8x³ + 3x⁴.
  @Test(arguments: [0.1, 0.25, 0.4, 0.5, 0.75, 0.9])
  func `the distribution function is that of the polynomial`(value: Double) {
    let exact = 6 * value * value - 8 * value * value * value + 3 * value * value * value * value
    #expect(abs(BetaDistribution(2, 3).cumulative(value) - exact) < 1e-12)
    #expect(abs(BetaDistribution(3, 2).cumulative(1 - value) - (1 - exact)) < 1e-12)
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    base <= 0 ? 0 : BetaDistribution.powerOfTwo(exponent * logarithm(base))
  }

  /// The logarithm to the base 2, by halving.
  private func logarithm(_ value: Double) -> Double {
    var mantissa = value.significand
    var result = Double(value.exponent)
    var bit = 0.5
    for _ in 0..<52 {
      mantissa *= mantissa
      if mantissa >= 2 {
        mantissa /= 2
        result += bit
      }
      bit /= 2
    }
    return result
  }
}
