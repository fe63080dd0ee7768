package import Models

/// What a model's tokens cost.
package struct ModelPrice: Hashable, Sendable {
  /// Prices of one token of each kind.
  package struct Rates: Hashable, Sendable {
    package var input: Money
    package var output: Money

    /// Prompt tokens that are written to the cache for five minutes, or for as long as the provider keeps them anyway.
    package var cacheWrite: Money

    /// Prompt tokens that are written to the cache for an hour.
    package var cacheWriteHour: Money

    package var cacheRead: Money

    package init(input: Money, output: Money, cacheWrite: Money, cacheWriteHour: Money, cacheRead: Money) {
      self.input = input
      self.output = output
      self.cacheWrite = cacheWrite
      self.cacheWriteHour = cacheWriteHour
      self.cacheRead = cacheRead
    }
  }

  package var rates: Rates

  /// What all tokens of a request cost whose prompt has more tokens than `above`; nil when length makes no difference.
  package var long: Long?

  /// What is known of the prices' origin, for people: a date and a source.
  package var origin: String

  package struct Long: Hashable, Sendable {
    package var above: Int
    package var rates: Rates

    package init(above: Int, rates: Rates) {
      self.above = above
      self.rates = rates
    }
  }

  package init(rates: Rates, long: Long? = nil, origin: String) {
    self.rates = rates
    self.long = long
    self.origin = origin
  }

  /// What one answer cost.
  package func cost(of usage: Usage) -> Money {
    let rates = rates(forPrompt: usage.prompt)
    return rates.input * usage.input + rates.output * usage.output + rates.cacheRead * usage.cacheRead
      + rates.cacheWriteHour * usage.cacheWriteHour + rates.cacheWrite * (usage.cacheWrite - usage.cacheWriteHour)
  }

  /// What the provider's cache saved on one answer: its prompt without a cache, less what it cost.
  ///
  /// Below zero when more was written than read.
  package func savings(on usage: Usage) -> Money {
    let rates = rates(forPrompt: usage.prompt)
    return rates.input * usage.prompt + rates.output * usage.output - cost(of: usage)
  }

  /// The most that a request can cost: nothing of its prompt is in the cache, and all of it is written there.
  ///
  /// - Parameters:
  ///   - prompt: tokens of the prompt.
  ///   - output: the most tokens of the answer.
  func mostCost(prompt: Int, output: Int) -> Money {
    let rates = rates(forPrompt: prompt)
    return max(rates.input, rates.cacheWrite) * prompt + rates.output * output
  }

  private func rates(forPrompt tokens: Int) -> Rates {
    if let long, tokens > long.above { long.rates } else { rates }
  }
}

extension ModelPrice: CustomStringConvertible {
  /// The prices of a million tokens in and out, and where they are from.
  package var description: String {
    func million(_ price: Money) -> String { (price * 1_000_000).shortDescription }
    let beyond = long.map { ", more for prompts above \($0.above) tokens" } ?? ""
    return "\(million(rates.input)) in, \(million(rates.output)) out, \(million(rates.cacheRead)) from the cache"
      + " per million tokens\(beyond) (\(origin))"
  }
}

extension Money {
  /// The amount without zeros at its end.
  fileprivate var shortDescription: String {
    var text = "\(self)"
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
