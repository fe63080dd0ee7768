internal import JSON

/// The tokens that an answer's events tell of, each time for the whole answer so far.
struct MessagesUsage: Sendable {
  private(set) var total = Usage()

  /// More tokens than any request can have: a number above it is a lie, and sums of such must not overflow.
  private static let most = 1_000_000_000

  mutating func take(_ value: JSONValue?) {
    func number(_ name: String, _ known: Int) -> Int {
      guard let number = value?[name]?.number else { return known }
      return Int(min(max(number, 0), Double(Self.most)))
    }
    total = Usage(
      input: number("input_tokens", total.input), output: number("output_tokens", total.output),
      cacheRead: number("cache_read_input_tokens", total.cacheRead),
      cacheWrite: number("cache_creation_input_tokens", total.cacheWrite))
  }
}
