/// Reads how long a server asks to wait.
package enum RetryAfter {
  /// The wait that a response's headers ask for; nil when they do not, or in no sensible way.
  ///
  /// `retry-after-ms` comes first, then `retry-after` in seconds or as an HTTP date. Zero, negative numbers, past dates and
  /// whatever is neither number nor date count as nothing said, so that the policy's own wait is used; a wait of more than a
  /// year counts as a year.
  ///
  /// - Parameter now: the time in seconds since 1970.
  package static func wait(_ headers: HTTPHeaders, now: Double) -> Duration? {
    if let text = headers["retry-after-ms"], let wait = duration(Double(text).map { $0 / 1000 }) { return wait }
    guard let text = headers["retry-after"] else { return nil }
    return duration(Double(text) ?? HTTPDate.seconds(text).map { $0 - now })
  }

  private static func duration(_ seconds: Double?) -> Duration? {
    guard let seconds, seconds > 0 else { return nil }
    return .milliseconds(Int64((min(seconds, 365 * 86400) * 1000).rounded(.up)))
  }
}
