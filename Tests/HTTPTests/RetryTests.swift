import HTTP
import Testing

struct RetryTests {
  private let policy = RetryPolicy()

  @Test(arguments: [(1, 2), (2, 4), (3, 8), (4, 16), (5, 32)])
  func `waits double and are drawn from the whole range`(_ attempt: Int, _ longest: Int) {
    let decide = { (jitter: Double) in policy.decide(attempt: attempt, retryAfter: nil, elapsed: .zero, jitter: jitter)
    }
    #expect(decide(0) == .retry(after: .zero))
    #expect(decide(0.5) == .retry(after: .seconds(longest) / 2))
    guard case .retry(let wait) = decide(0.999) else { return #expect(Bool(false)) }
    #expect(wait < .seconds(longest))
  }

  @Test func `a wait never passes the cap`() {
    let policy = RetryPolicy(maximumRetries: 1000, deadline: .seconds(1000))
    #expect(policy.decide(attempt: 900, retryAfter: nil, elapsed: .zero, jitter: 0.5) == .retry(after: .seconds(30)))
  }

  @Test func `after five retries it gives up`() {
    #expect(policy.decide(attempt: 6, retryAfter: .seconds(1), elapsed: .zero, jitter: 0) == .giveUp(.retriesExhausted))
  }

  @Test func `the server's wait wins`() {
    #expect(
      policy.decide(attempt: 1, retryAfter: .seconds(20), elapsed: .zero, jitter: 0) == .retry(after: .seconds(20)))
  }

  @Test func `a wait past the deadline is not waited for`() {
    let decide = { policy.decide(attempt: 1, retryAfter: $0, elapsed: $1, jitter: 0.999) }
    #expect(decide(.seconds(60), .zero) == .giveUp(.deadline(wait: .seconds(60))))
    #expect(decide(.seconds(15), .seconds(39)) == .retry(after: .seconds(15)))
    #expect(decide(.seconds(15), .seconds(40)) == .giveUp(.deadline(wait: .seconds(15))))
    let forever = Duration.seconds(Int64.max)
    #expect(decide(forever, .zero) == .giveUp(.deadline(wait: forever)))
    #expect(decide(.zero, .seconds(55)) == .giveUp(.deadline(wait: .zero)))
  }

  @Test func `a retry that is owed may come past the deadline, and waits no longer than that`() {
    let decide = { policy.decide(attempt: $0, retryAfter: $1, elapsed: .seconds(60), jitter: 0.5, isOwed: true) }
    #expect(decide(1, nil) == .retry(after: .seconds(1)))
    #expect(decide(1, .seconds(55)) == .giveUp(.deadline(wait: .seconds(55))))
    #expect(decide(6, nil) == .giveUp(.retriesExhausted))
  }

  @Test func `a request that fails for ever ends within the deadline whatever the dice say`() {
    for _ in 0..<1000 {
      var elapsed = Duration.zero
      var attempt = 1
      while case .retry(let wait) = policy.decide(
        attempt: attempt, retryAfter: nil, elapsed: elapsed, jitter: .random(in: 0..<1))
      {
        elapsed += wait
        attempt += 1
      }
      #expect(elapsed < .seconds(55))
      #expect(attempt <= 6)
    }
  }

  static let now = 784_111_777.0  // Sun, 06 Nov 1994 08:49:37 GMT

  static let waits: [(String, Duration?)] = [
    ("3", .seconds(3)),
    ("0.5", .milliseconds(500)),
    ("1e9", year),
    ("1000000000", year),
    ("inf", year),
    ("0", nil),
    ("-5", nil),
    ("nan", nil),
    ("", nil),
    ("soon", nil),
    ("Sun, 06 Nov 1994 08:49:47 GMT", .seconds(10)),
    ("Sunday, 06-Nov-94 08:50:37 GMT", .seconds(60)),
    ("Sun Nov  6 08:49:38 1994", .seconds(1)),
    ("Tue, 07 Nov 1994 00:00:00 GMT", .seconds(54_623)),
    ("Mon, 06 Nov 2094 08:49:37 GMT", year),
    ("Sun, 06 Nov 1994 08:49:37 GMT", nil),
    ("Sun, 06 Nov 1993 08:49:37 GMT", nil),
    ("Sun, 06 Foo 1994 08:49:47 GMT", nil),
    ("Sun, 99 Nov 1994 08:49:37 GMT", nil),
    ("Sun, 06 Nov 99999999999999999999 08:49:37 GMT", nil),
  ]

  static let year = Duration.seconds(365 * 86400)

  @Test(arguments: waits)
  func `retry-after is read in all its forms`(_ text: String, _ expected: Duration?) {
    #expect(RetryAfter.wait([HTTPHeader("Retry-After", text)], now: Self.now) == expected)
  }

  @Test func `milliseconds come first`() {
    #expect(
      RetryAfter.wait([HTTPHeader("retry-after", "9"), HTTPHeader("Retry-After-Ms", "250")], now: 0)
        == .milliseconds(250))
    #expect(
      RetryAfter.wait([HTTPHeader("retry-after", "9"), HTTPHeader("retry-after-ms", "x")], now: 0) == .seconds(9))
    #expect(RetryAfter.wait([], now: 0) == nil)
  }

  @Test func `a leap day is a day`() {
    let seconds = 1_709_210_096.0  // Thu, 29 Feb 2024 12:34:56 GMT
    #expect(
      RetryAfter.wait([HTTPHeader("retry-after", "Fri, 01 Mar 2024 12:34:56 GMT")], now: seconds) == .seconds(86400))
  }
}
