package import HTTP

/// Reads when a used-up limit is fresh again, as OpenAI's headers tell it.
package enum RateLimitReset {
  /// The longest of the waits until a limit with nothing left is reset; nil when there is none.
  ///
  /// The headers are `x-ratelimit-remaining-` and `x-ratelimit-reset-`, each for `requests` and `tokens`; the waits look
  /// like `20ms`, `1s` and `6m0s`.
  package static func wait(_ headers: HTTPHeaders) -> Duration? {
    ["requests", "tokens"].compactMap { kind in
      let remaining = headers["x-ratelimit-remaining-\(kind)"].flatMap(Double.init) ?? 0
      guard remaining <= 0, let text = headers["x-ratelimit-reset-\(kind)"] else { return nil }
      return duration(text)
    }.max()
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
