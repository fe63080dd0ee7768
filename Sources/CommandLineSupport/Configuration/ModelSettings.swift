package import Models

/// What is set of one model.
package struct ModelSettings: Hashable, Sendable {
  package var baseURL: String
  package var name: String

  /// What the provider speaks; nil to tell it by the address.
  package var wireProtocol: ModelProtocol?

  package var toolProtocol = ToolProtocol.native
  package var key: ModelKey?

  /// Tokens of prompt and answer together; nil when that is not known.
  package var contextTokens: Int?

  /// How long the provider may be silent.
  package var idleTimeout: Duration

  package init(baseURL: String, name: String, idleTimeout: Duration = .seconds(60)) {
    self.baseURL = baseURL
    self.name = name
    self.idleTimeout = idleTimeout
  }
}

extension ModelSettings {
  /// The keys that a model of the list `fallback` may have.
  static let keys: [ConfigurationKey] = [
    .baseURL, .model, .wireProtocol, .toolProtocol, .contextTokens, .idleTimeout, .keyFile, .keyCommand,
    .keyEnvironment,
  ]

  /// The settings of one model of the list.
  ///
  /// - Parameter place: what stands at the beginning of an error: the file and line.
  init(_ values: [ConfigurationKey: ConfigurationValue], at place: String) throws(CommandLineError) {
    guard case .text(let baseURL)? = values[.baseURL], case .text(let name)? = values[.model] else {
      throw CommandLineError(.configuration, "\(place): a model of fallback needs base_url and model")
    }
    self.init(baseURL: baseURL, name: name)
    var keys: [ModelKey] = []
    for (key, value) in values {
      switch (key, value) {
      case (.wireProtocol, .text(let text)): wireProtocol = ModelProtocol(rawValue: text)
      case (.toolProtocol, .text(let text)): toolProtocol = ToolProtocol(rawValue: text) ?? .native
      case (.contextTokens, .number(let number)): contextTokens = number
      case (.idleTimeout, .number(let number)): idleTimeout = .seconds(number)
      case (.keyFile, .text(let path)): keys.append(.file(path))
      case (.keyCommand, .words(let words)) where !words.isEmpty: keys.append(.command(words))
      case (.keyEnvironment, .text(let name)): keys.append(.environment(name))
      case (.keyCommand, _): throw CommandLineError(.configuration, "\(place): key_command is empty")
      default: break
      }
    }
    guard keys.count <= 1 else {
      throw CommandLineError(.configuration, "\(place): a model has more than one key; keep one")
    }
    key = keys.first
  }
}
