internal import HTTP
package import Models
internal import Redaction

/// A model that is ready to be asked, put together from the configuration.
package struct ConfiguredModel: Sendable {
  package let provider: any ModelProvider

  /// The model's name, as the provider knows it.
  package let name: String

  /// What the user should know about the configuration of the model.
  package let warnings: [String]

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

  /// The bytes of the shortest key that is taken for a secret.
  ///
  /// Below that it is a word like `ollama` or `dummy`, as local servers take it: to blot that out would tear holes into
  /// the code that the model reads. Real keys have twenty bytes and more.
  private static let shortestSecret = 12

  /// Puts together the model that the configuration names; nil when it names none.
  ///
  /// - Throws: `CommandLineError` when the configuration names half a model or its key cannot be had; `ModelError` when a
  ///   cassette folder cannot be used.
  package static func assembled(
    from configuration: Configuration, environment: [String: String], cassettes: Cassettes = Cassettes()
  ) async throws -> ConfiguredModel? {
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
    var warnings: [String] = []
    var key = ""
    if cassettes.replay == nil, let place = configuration.key.value {
      let resolved = try await place.resolve(environment: environment)
      key = resolved.secret.reveal()
      warnings = resolved.warnings
    }
    let secrets = key.utf8.count >= shortestSecret ? [key] : []
    let provider = (configuration.wireProtocol.value ?? ModelProtocol(knownFor: baseURL)).provider(
      baseURL: baseURL, key: key, transport: try transport(cassettes, secrets: secrets))
    let redactor = Redactor(knownSecrets: secrets)
    return ConfiguredModel(
      provider: RedactingProvider(provider, redactor: redactor), name: name, warnings: warnings)
  }

  private static func transport(_ cassettes: Cassettes, secrets: [String]) throws -> any ModelTransport {
    if let folder = cassettes.replay { return try ReplayingTransport(folder: folder, secrets: secrets) }
    let client = HTTPClient()
    guard let folder = cassettes.record else { return client }
    return try RecordingTransport(client, folder: folder, secrets: secrets)
  }
}
