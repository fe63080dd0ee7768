internal import AgentKernel
internal import Yams

/// The key `prices`.
extension ConfigurationFile {
  private static let priceLimit = 200

  /// The user's own prices, by the names of the models.
  func prices(_ node: Node) throws(CommandLineError) -> [String: ModelPrice] {
    guard let mapping = node.mapping, mapping.count <= Self.priceLimit else {
      throw fault(node.mark?.line ?? 1, "prices must be at most \(Self.priceLimit) models, each with its prices")
    }
    var prices: [String: ModelPrice] = [:]
    for (key, value) in mapping {
      let line = key.mark?.line ?? 1
      guard let name = key.scalar?.string, !name.isEmpty else {
        throw fault(line, "a model's name must be a plain word")
      }
      let owner = "the price of \(name)"
      let keys = ModelPrice.Rates.keys
      let fields = try ConfigurationFields(value, of: owner, known: keys + ["long_prompt"], in: self)
      let rates = try rates(fields, of: owner, at: line)
      var price = ModelPrice(rates: rates, origin: "your own, \(self.name):\(line)")
      if let long = try fields.fields("long_prompt", known: keys + ["above"]) {
        guard let above = try long.number("above", in: 1...100_000_000) else {
          throw fault(line, "long_prompt of \(owner) needs above: a number of tokens")
        }
        price.long = ModelPrice.Long(above: above, rates: try self.rates(long, of: "long_prompt of \(owner)", at: line))
      }
      prices[name] = price
    }
    return prices
  }

  private func rates(
    _ fields: ConfigurationFields, of owner: String, at line: Int
  ) throws(CommandLineError) -> ModelPrice.Rates {
    var words: [String: String] = [:]
    for key in ModelPrice.Rates.keys { words[key] = try fields.text(key) }
    guard let rates = ModelPrice.Rates(words) else { throw fault(line, "\(owner): \(ModelPrice.Rates.demand)") }
    return rates
  }
}
