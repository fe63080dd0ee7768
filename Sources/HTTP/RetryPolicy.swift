package struct RetryPolicy: Sendable {
  package init() {}
  package enum Decision { case retry(after: Duration), giveUp(String) }
  package func decide(attempt: Int, retryAfter: Duration?, elapsed: Duration, jitter: Double) -> Decision { attempt < 5 ? .retry(after: .milliseconds(1)) : .giveUp("") }
}
