import HTTP
import TestSupport
import Testing

struct CircuitBreakerTests {
  private static let policy = CircuitBreaker.Policy(
    threshold: 3, cooldown: .seconds(30), longestCooldown: .seconds(100))
  private let start = ContinuousClock.now
  private var breaker = CircuitBreaker(policy)

  private func at(_ seconds: Int) -> CircuitBreaker.Instant { start.advanced(by: .seconds(seconds)) }

  private mutating func fail(_ count: Int, at seconds: Int, retryAfter: Duration? = nil) {
    for _ in 0..<count { breaker.record(.operationFailed(retryAfter: retryAfter), of: .ordinary, at: at(seconds)) }
  }

  @Test mutating func `three failed operations in a row open it`() {
    fail(2, at: 0)
    #expect(breaker.state == .closed(failures: 2))
    #expect(breaker.admit(at: at(0)) == .admitted(.ordinary))
    fail(1, at: 1)
    #expect(breaker.state == .open(until: at(31)))
    #expect(breaker.admit(at: at(30)) == .refused(until: at(31)))
  }

  @Test mutating func `an answer between starts the count anew`() {
    fail(2, at: 0)
    breaker.record(.answered, of: .ordinary, at: at(0))
    fail(2, at: 0)
    #expect(breaker.state == .closed(failures: 2))
  }

  @Test mutating func `attempts that fail and are tried again do not count`() {
    for _ in 0..<100 { breaker.record(.attemptFailed(retryAfter: nil), of: .ordinary, at: at(0)) }
    breaker.record(.abandoned, of: .ordinary, at: at(0))
    #expect(breaker.state == .closed(failures: 0))
  }

  @Test mutating func `after the cooldown one probe goes through, and its answer closes`() {
    fail(3, at: 0)
    #expect(breaker.admit(at: at(30)) == .admitted(.probe))
    #expect(breaker.admit(at: at(30)) == .refused(until: nil))
    breaker.record(.answered, of: .probe, at: at(31))
    #expect(breaker.state == .closed(failures: 0))
    #expect(breaker.admit(at: at(31)) == .admitted(.ordinary))
  }

  @Test mutating func `a probe that fails opens it for twice as long, up to a bound`() {
    fail(3, at: 0)
    var now = 30
    for cooldown in [60, 100, 100] {
      #expect(breaker.admit(at: at(now)) == .admitted(.probe))
      breaker.record(.attemptFailed(retryAfter: nil), of: .probe, at: at(now))
      #expect(breaker.state == .open(until: at(now + cooldown)))
      now += cooldown
    }
    #expect(breaker.admit(at: at(now)) == .admitted(.probe))
    breaker.record(.answered, of: .probe, at: at(now))
    fail(3, at: now)
    #expect(breaker.state == .open(until: at(now + 30)))
  }

  @Test mutating func `a probe that is cancelled leaves its place to another`() {
    fail(3, at: 0)
    #expect(breaker.admit(at: at(30)) == .admitted(.probe))
    breaker.record(.abandoned, of: .probe, at: at(30))
    #expect(breaker.state == .halfOpen(isProbing: false))
    #expect(breaker.admit(at: at(30)) == .admitted(.probe))
  }

  @Test mutating func `the service's own wait lengthens the cooldown, and never shortens it`() {
    fail(3, at: 0, retryAfter: .milliseconds(1))
    #expect(breaker.state == .open(until: at(30)))
    #expect(breaker.admit(at: at(29)) == .refused(until: at(30)))
    #expect(breaker.admit(at: at(30)) == .admitted(.probe))
    breaker.record(.attemptFailed(retryAfter: .seconds(3600)), of: .probe, at: at(30))
    #expect(breaker.state == .open(until: at(3630)))
  }

  @Test mutating func `what began before it opened says nothing new when it fails, but closes it when it is answered`()
  {
    fail(3, at: 0)
    fail(5, at: 10)
    #expect(breaker.state == .open(until: at(30)))
    breaker.record(.answered, of: .ordinary, at: at(11))
    #expect(breaker.state == .closed(failures: 0))
    // The probe of a half-open time that is over.
    breaker.record(.attemptFailed(retryAfter: nil), of: .probe, at: at(12))
    #expect(breaker.state == .closed(failures: 0))
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 5_000))
  func `whatever happens in whatever order, nobody passes an open breaker and one at most a half-open one`(seed: UInt64)
  {
    var random = SeededGenerator(seed: seed)
    var breaker = CircuitBreaker(Self.policy)
    var now = start
    var passes: [CircuitBreaker.Pass] = []
    var failuresInARow = 0
    for _ in 0..<200 {
      now = now.advanced(by: .seconds(Int.random(in: 0..<20, using: &random)))
      let before = breaker.state
      if Int.random(in: 0..<3, using: &random) == 0 {
        let admission = breaker.admit(at: now)
        switch (before, admission) {
        case (.closed, .admitted(.ordinary)), (.halfOpen(isProbing: false), .admitted(.probe)): break
        case (.open(let until), .refused(let told)): #expect(now < until && told == until)
        case (.open(let until), .admitted(.probe)): #expect(now >= until)
        case (.halfOpen(isProbing: true), .refused(nil)): break
        default: Issue.record("\(before) gave \(admission)")
        }
        if case .admitted(let pass) = admission { passes.append(pass) }
        if admission == .admitted(.probe) { #expect(breaker.state == .halfOpen(isProbing: true)) }
        continue
      }
      let pass = passes.isEmpty ? .ordinary : passes.remove(at: Int.random(in: passes.indices, using: &random))
      let endings: [CircuitBreaker.Ending] = [
        .answered, .attemptFailed(retryAfter: nil), .operationFailed(retryAfter: nil),
        .operationFailed(retryAfter: .seconds(7)), .operationFailed(retryAfter: nil), .abandoned,
      ]
      let ending = endings[Int.random(in: endings.indices, using: &random)]
      breaker.record(ending, of: pass, at: now)
      switch ending {
      case .answered: failuresInARow = 0
      case .operationFailed: failuresInARow += 1
      case .attemptFailed, .abandoned: break
      }
      switch (before, breaker.state) {
      case (_, .closed(let failures)):
        #expect(failures < 3)
        if case .answered = ending { #expect(failures == 0) }
        if case .open = before { #expect(ending == .answered) }
      case (.closed, .open(let until)):
        #expect(failuresInARow >= 3)
        #expect(until > now && until <= now.advanced(by: .seconds(100)))
      case (.halfOpen, .open(let until)): #expect(pass == .probe && until > now)
      case (.open, .open), (.halfOpen, .halfOpen): break
      default: Issue.record("\(ending) of \(pass) made \(breaker.state) of \(before)")
      }
    }
  }
}
