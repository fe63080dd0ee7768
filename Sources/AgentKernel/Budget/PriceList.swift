internal import Yams

/// What models cost and how large their windows are, by the names that their providers give them.
///
/// A price or window counts for a provider's own host only: who sells the same model elsewhere asks another one. A name that is
/// not here has none, and none is guessed from names that look alike.
package struct PriceList: Hashable, Sendable {
  /// Prices by host and name; the user's own stand under no host and count everywhere.
  private var prices: [Entry: ModelPrice] = [:]

  /// Tokens of prompt and answer together, by host and name.
  private var windows: [Entry: Int] = [:]

  private struct Entry: Hashable {
    var host: String?
    var model: String
  }

  /// A list without a price.
  package init() {}

  /// Reads a list such as the built-in `prices.yml`: entries with `models`, `host`, `date`, `source` and prices in US
  /// dollars for a million tokens, and perhaps with `context` and `context_source`.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - source: what messages call it.
  /// - Throws: `AgentKernelError` with code `.invalidPrices`.
  package init(parsing text: String, source: String) throws(AgentKernelError) {
    func fault(_ node: Node?, _ reason: String) -> AgentKernelError {
      AgentKernelError(.invalidPrices, "\(source):\(node?.mark?.line ?? 1): \(reason)")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch {
      throw fault(nil, "it is not YAML that can be read")
    }
    guard let entries = root?.sequence else { throw fault(root, "it must be a list of prices") }
    for entry in entries {
      guard let fields = entry.mapping else { throw fault(entry, "a price must be keys, each with a value") }
      var words: [String: String] = [:]
      for (key, value) in fields { if let word = value.scalar?.string { words[key.scalar?.string ?? ""] = word } }
      guard let names = fields["models"]?.sequence?.compactMap(\.scalar?.string), !names.isEmpty,
        let host = words["host"], let date = words["date"], let origin = words["source"]
      else { throw fault(entry, "a price needs models, host, date and source") }
      let allowed =
        ["models", "host", "date", "source", "long_prompt", "context", "context_source"] + ModelPrice.Rates.keys
      if let unknown = fields.keys.compactMap(\.scalar?.string).first(where: { !allowed.contains($0) }) {
        throw fault(entry, "unknown key \(unknown)")
      }
      guard let rates = ModelPrice.Rates(words) else { throw fault(entry, ModelPrice.Rates.demand) }
      var long: ModelPrice.Long?
      if let node = fields["long_prompt"] {
        var words: [String: String] = [:]
        for (key, value) in node.mapping ?? [:] { words[key.scalar?.string ?? ""] = value.scalar?.string }
        guard let above = words["above"].flatMap({ Int($0) }), above > 0, let rates = ModelPrice.Rates(words) else {
          throw fault(node, "long_prompt needs above, a number of tokens, and the prices beyond it")
        }
        long = ModelPrice.Long(above: above, rates: rates)
      }
      let window = words["context"].flatMap { Int($0) }
      guard words["context"] == nil || (window ?? 0) > 0 && words["context_source"] != nil else {
        throw fault(entry, "context must be a number of tokens, and needs context_source")
      }
      for name in names {
        windows[Entry(host: host, model: name)] = window
        let isNew = set(ModelPrice(rates: rates, long: long, origin: "\(date), \(origin)"), host: host, model: name)
        guard isNew else { throw fault(entry, "\(name) is there twice") }
      }
    }
  }

  /// Whether the entry is the first of its name.
  private mutating func set(_ price: ModelPrice, host: String?, model: String) -> Bool {
    prices.updateValue(price, forKey: Entry(host: host, model: model)) == nil
  }

  /// Adds a price of the user's own, which counts before all others, whoever sells the model.
  package mutating func override(_ model: String, _ price: ModelPrice) {
    prices[Entry(host: nil, model: model)] = price
  }

  /// The price of a model; nil when it is not known.
  ///
  /// - Parameters:
  ///   - model: its name, as requests have it.
  ///   - host: the host that is asked, in lower case.
  package func price(of model: String, at host: String?) -> ModelPrice? {
    prices[Entry(host: nil, model: model)] ?? host.flatMap { prices[Entry(host: $0, model: model)] }
  }

  /// The tokens that a request to a model may have, prompt and answer together; nil when that is not known.
  ///
  /// - Parameters:
  ///   - model: its name, as requests have it.
  ///   - host: the host that is asked, in lower case.
  package func contextTokens(of model: String, at host: String?) -> Int? {
    host.flatMap { windows[Entry(host: $0, model: model)] }
  }

  /// How many prices there are.
  package var count: Int { prices.count }
}

extension ModelPrice.Rates {
  /// The keys of prices for a million tokens, in a file.
  package static let keys = ["input", "output", "cache_write", "cache_write_1h", "cache_read"]

  /// What `init(_:)` wants, for messages.
  package static let demand =
    "input and output are needed, and each price must be dollars for a million tokens, such as 3 or 0.75"

  /// Reads the prices of a million tokens.
  ///
  /// - Parameter words: decimal numbers by `keys`; others are passed over. A kind of cached token without a price of its
  ///   own costs what the input costs, and an hour in the cache what the five minutes cost.
  /// - Returns: nil when `input` or `output` is missing, or one is no such number.
  package init?(_ words: [String: String]) {
    var millionths: [String: Int] = [:]
    for key in Self.keys {
      guard let word = words[key] else { continue }
      guard let price = DecimalText.millionths(of: word) else { return nil }
      millionths[key] = price
    }
    guard let input = millionths["input"], let output = millionths["output"] else { return nil }
    let write = millionths["cache_write"] ?? input
    // A millionth of a dollar for a million tokens is a millionth of that for one.
    self.init(
      input: Money(picodollars: input), output: Money(picodollars: output), cacheWrite: Money(picodollars: write),
      cacheWriteHour: Money(picodollars: millionths["cache_write_1h"] ?? write),
      cacheRead: Money(picodollars: millionths["cache_read"] ?? input))
  }
}
