package import AgentKernel
internal import HTTP
package import Models
internal import Redaction

/// The models that are ready to be asked, put together from the configuration.
package struct ConfiguredModel: Sendable {
  /// The configured model and then those of the list `fallback`.
  package let models: [AgentModel]

  /// What the user should know about the configuration of the models.
  package let warnings: [String]

  /// US dollars that a run may cost; nil for no bound.
  package let maximumCost: Money?

  /// Where a model's answers come from besides the provider, and where they are kept.
  package struct Cassettes: Hashable, Sendable {
    /// The folder that each exchange is written into.
    package var record: String?

    /// The folder that answers are taken from; there is then no network, and no key is needed.
    package var replay: String?

    package init(record: String? = nil, replay: String? = nil) {
      self.record = record
      self.replay = replay
    }
  }

  /// Puts together the model that the configuration names; nil when it names none.
  ///
  /// - Parameters:
  ///   - configuration: what the user has set.
  ///   - environment: where keys may be.
  ///   - cassettes: where answers come from and go to.
  ///   - payload: takes the first request, so that none is sent; nil to send.
  ///   - answers: where answers are kept, so that nothing is asked twice; nil to ask always.
  /// - Throws: `CommandLineError` when the configuration names half a model or its key cannot be had; `ModelError` when a
  ///   cassette folder cannot be used.
  package static func assembled(
    from configuration: Configuration, environment: [String: String], cassettes: Cassettes = Cassettes(),
    payload: CapturingTransport? = nil, answers: AnswerCache? = nil
  ) async throws -> ConfiguredModel? {
    guard configuration.model.value != nil || configuration.baseURL.value != nil || payload == nil else {
      throw CommandLineError(.configuration, "--show-payload needs a model: set base_url and model")
    }
    guard configuration.model.value != nil || configuration.baseURL.value != nil else {
      guard cassettes == Cassettes() else {
        throw CommandLineError(.configuration, "--record and --replay need a model: set base_url and model")
      }
      return nil
    }
    guard let name = configuration.model.value, let baseURL = configuration.baseURL.value else {
      let (given, missing) = configuration.model.value == nil ? ("base_url", "model") : ("model", "base_url")
      throw CommandLineError(
        .configuration, "\(given) is set but \(missing) is not; a model needs both, or use --no-model")
    }
    if cassettes.record != nil, cassettes.replay != nil {
      throw CommandLineError(.configuration, "--record and --replay cannot go together")
    }
    if payload != nil, cassettes != Cassettes() {
      throw CommandLineError(.configuration, "--show-payload sends nothing to record or to replay; leave one out")
    }
    configuration.withholdKeyVariables()
    var primary = ModelSettings(baseURL: baseURL, name: name, idleTimeout: configuration.idleTimeout.value)
    primary.wireProtocol = configuration.wireProtocol.value
    primary.toolProtocol = configuration.toolProtocol.value
    primary.contextTokens = configuration.contextTokens.value
    primary.key = configuration.key.value
    let settings = [primary] + configuration.fallback.value
    for model in settings { try check(address: model.baseURL) }
    var warnings: [String] = []
    let prices = try Self.prices(configuration)
    let maximumCost = try Self.maximumCost(of: settings, prices, configuration, &warnings)
    var keys: [String] = []
    for model in settings {
      let resolved = cassettes.replay == nil ? try await model.key?.resolve(environment: environment) : nil
      let key = resolved?.secret.reveal() ?? ""
      KnownSecrets.ofProcess.add(key: key)
      keys.append(key)
      warnings += resolved?.warnings ?? []
    }
    // No model may see the key of another.
    let redactor = KnownSecrets.ofProcess.redactor
    let transport = try payload ?? transport(cassettes, redactor: redactor)
    var models: [AgentModel] = []
    for (model, key) in zip(settings, keys) {
      let provider = try provider(of: model, key: key, transport: transport, environment: environment)
      models.append(
        AgentModel(
          name: model.name,
          provider: kept(RedactingProvider(provider, redactor: redactor), of: model, in: answers, redactor),
          contextTokens: prices.contextTokens(of: model), price: prices.price(of: model)))
    }
    return ConfiguredModel(models: models, warnings: warnings, maximumCost: maximumCost)
  }

  /// A provider that gives answers that were given before; it is redacted on both sides, so that no secret is kept.
  private static func kept(
    _ provider: RedactingProvider, of model: ModelSettings, in answers: AnswerCache?, _ redactor: Redactor
  ) -> any ModelProvider {
    guard let answers else { return provider }
    let wireProtocol = model.wireProtocol ?? ModelProtocol(knownFor: model.baseURL)
    let place = "\(wireProtocol) \(model.toolProtocol) \(model.baseURL)"
    return RedactingProvider(CachingProvider(provider, at: place, in: answers), redactor: redactor)
  }

  /// An address that nothing can ever be sent to is a mistake in the settings, and no trouble of the network.
  private static func check(address: String) throws(CommandLineError) {
    do throws(HTTPError) {
      _ = try HTTPAddress(address)
    } catch {
      guard error.code == .invalidURL || error.code == .insecureURL else { return }
      throw CommandLineError(.configuration, "base_url \(quoted(address)) cannot be used: \(error)")
    }
  }

  private static func provider(
    of model: ModelSettings, key: String, transport: any ModelTransport, environment: [String: String]
  ) throws -> any ModelProvider {
    let wireProtocol = model.wireProtocol ?? ModelProtocol(knownFor: model.baseURL)
    let provider = wireProtocol.provider(
      baseURL: model.baseURL, key: key, transport: transport, idleTimeout: model.idleTimeout)
    guard let form = model.toolProtocol.form(over: wireProtocol) else { return provider }
    let words = try AgentFiles.definition(named: "tools", environment: environment)
    do {
      return try TextToolProvider(provider, form: form, words: words)
    } catch {
      throw CommandLineError(.configuration, "\(error)")
    }
  }

  private static func transport(_ cassettes: Cassettes, redactor: Redactor) throws -> any ModelTransport {
    if let folder = cassettes.replay { return try ReplayingTransport(folder: folder, redactor: redactor) }
    let client = HTTPClient()
    guard let folder = cassettes.record else { return client }
    return try RecordingTransport(client, folder: folder, redactor: redactor)
  }
}
