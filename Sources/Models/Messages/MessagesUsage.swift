internal import JSON

/// The tokens that an answer's events tell of, each time for the whole answer so far.
struct MessagesUsage: Sendable {
  private(set) var total = Usage()

  mutating func take(_ value: JSONValue?) {
    func number(_ name: String, _ known: Int) -> Int { value?[name]?.tokenCount ?? known }
    let hour = value?["cache_creation"]?["ephemeral_1h_input_tokens"]?.tokenCount
    total = Usage(
      input: number("input_tokens", total.input), output: number("output_tokens", total.output),
      cacheRead: number("cache_read_input_tokens", total.cacheRead),
      cacheWrite: number("cache_creation_input_tokens", total.cacheWrite),
      cacheWriteHour: hour ?? total.cacheWriteHour)
  }
}

extension JSONValue {
  /// A number of tokens, within reason: no request has more than a thousand million, and sums of lies must not overflow.
  var tokenCount: Int? {
    number.map { Int(min(max($0, 0), 1_000_000_000)) }
  }
}
