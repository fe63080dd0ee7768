internal import HTTP
internal import Models

/// What OpenTelemetry's conventions for generative AI call the provider of a model, in `gen_ai.provider.name`.
enum TelemetryProvider {
  /// The hosts of providers that have a name of their own there.
  private static let names = [
    "api.anthropic.com": "anthropic", "api.openai.com": "openai", "openai.azure.com": "azure.ai.openai",
    "api.deepseek.com": "deepseek", "api.groq.com": "groq", "api.mistral.ai": "mistral_ai",
    "api.perplexity.ai": "perplexity", "api.x.ai": "x_ai", "generativelanguage.googleapis.com": "gcp.gemini",
  ]

  /// The name for an address: its host's, or else that of whose protocol it speaks, since the attribute says in whose form
  /// the rest is to be read.
  ///
  /// - Parameters:
  ///   - baseURL: the address.
  ///   - wireProtocol: what is spoken there.
  static func name(at baseURL: String, speaking wireProtocol: ModelProtocol) -> String {
    let host = (try? HTTPAddress(baseURL))?.host ?? ""
    if let known = names.first(where: { host == $0.key || host.hasSuffix("." + $0.key) }) { return known.value }
    return switch wireProtocol {
    case .messages: "anthropic"
    case .responses, .chat: "openai"
    }
  }
}

extension Configuration {
  /// The names of the providers of all models that are configured, by the models' names.
  package var telemetryProviders: [String: String] {
    var providers: [String: String] = [:]
    for model in fallback.value.reversed() { providers[model.name] = model.telemetryProvider }
    if let name = model.value, let baseURL = baseURL.value {
      var primary = ModelSettings(baseURL: baseURL, name: name)
      primary.wireProtocol = wireProtocol.value
      providers[name] = primary.telemetryProvider
    }
    return providers
  }
}

extension ModelSettings {
  fileprivate var telemetryProvider: String {
    TelemetryProvider.name(at: baseURL, speaking: wireProtocol ?? ModelProtocol(knownFor: baseURL))
  }
}
