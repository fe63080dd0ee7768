internal import AgentDefinitions
internal import AgentKernel
internal import HTTP

/// What the configured models cost, and how large their windows are.
extension ConfiguredModel {
  /// The built-in prices, and the user's before them.
  static func prices(_ configuration: Configuration) throws(CommandLineError) -> PriceList {
    do throws(AgentKernelError) {
      var prices = try PriceList(parsing: AgentDefinitions.prices, source: "the built-in prices")
      for (model, price) in configuration.prices { prices.override(model, price.value) }
      return prices
    } catch {
      throw CommandLineError(.configuration, "\(error)")
    }
  }

  /// The limit of money, which only holds for models whose price is known.
  ///
  /// - Throws: `CommandLineError` when the user set one and the price of a model is not known: to guess would be to spend
  ///   more, or to stop too early. A project's limit only gives a warning, since nobody may stop another's reviews with it.
  static func maximumCost(
    of models: [ModelSettings], _ prices: PriceList, _ configuration: Configuration, _ warnings: inout [String]
  ) throws(CommandLineError) -> Money? {
    guard let limit = configuration.maximumCost.value else { return nil }
    guard let unknown = models.first(where: { prices.price(of: $0) == nil }) else { return limit }
    let host = (try? HTTPAddress(unknown.baseURL))?.host ?? unknown.baseURL
    let sentence =
      "max_cost (\(configuration.maximumCost.origin)) cannot hold, since no price is known for the model "
      + "\(quoted(unknown.name)) at \(host)"
    if case .projectFile = configuration.maximumCost.origin {
      warnings.append("\(sentence); it has no effect")
      return nil
    }
    throw CommandLineError(
      .configuration, "\(sentence); say what it costs under `prices` in your configuration, or use max_tokens")
  }
}

extension PriceList {
  /// The price of a configured model; nil when it is not known.
  func price(of model: ModelSettings) -> ModelPrice? {
    price(of: model.name, at: (try? HTTPAddress(model.baseURL))?.host)
  }

  /// The window of a configured model: what the user has set, else what is known of it; nil when nothing is.
  func contextTokens(of model: ModelSettings) -> Int? {
    model.contextTokens ?? contextTokens(of: model.name, at: (try? HTTPAddress(model.baseURL))?.host)
  }
}
