package import HTTP

/// Reads when a used-up limit is fresh again, as providers' headers tell it.
package enum RateLimitReset {
  /// The longest of the waits until a limit with nothing left is reset; nil when there is none.
  ///
  /// OpenAI's headers are `x-ratelimit-remaining-` and `x-ratelimit-reset-`, each for `requests` and `tokens`; the waits
  /// look like `20ms`, `1s` and `6m0s`. Anthropic's are `anthropic-ratelimit-`, a kind, and `-remaining` and `-reset`; they
  /// name a time.
  ///
  /// - Parameter now: the time in seconds since 1970.
  package static func wait(_ headers: HTTPHeaders, now: Double = 0) -> Duration? {
    let waits = ["requests", "tokens"].compactMap { kind -> Duration? in
      let remaining = headers["x-ratelimit-remaining-\(kind)"].flatMap(Double.init) ?? 0
      guard remaining <= 0, let text = headers["x-ratelimit-reset-\(kind)"] else { return nil }
      return duration(text)
    }
    let times = ["requests", "tokens", "input-tokens", "output-tokens"].compactMap { kind -> Duration? in
      let name = "anthropic-ratelimit-\(kind)"
      guard let remaining = headers["\(name)-remaining"].flatMap(Double.init), remaining <= 0,
        let time = headers["\(name)-reset"].flatMap(InternetDate.seconds), time > now
      else { return nil }
      return .milliseconds(Int64((min(time - now, 365 * 86_400) * 1000).rounded(.up)))
    }
    return (waits + times).max()
  }

  private static func duration(_ text: String) -> Duration? {
    let units = ["ms": 1.0, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    var rest = text[...]
    var milliseconds = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
      milliseconds += number * factor
    }
    guard milliseconds > 0 else { return nil }
    return .milliseconds(Int64(min(milliseconds, 365 * 86_400_000).rounded(.up)))
  }
}
