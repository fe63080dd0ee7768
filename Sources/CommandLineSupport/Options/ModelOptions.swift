package import ArgumentParser

/// The flags about the model and what it may cost, alike in all programs.
package struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The address of the model's provider.", valueName: "url"))
  package var baseURL: String?

  @Option(help: ArgumentHelp("The model's name, as the provider knows it.", valueName: "name"))
  package var model: String?

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp("What the provider speaks: messages, responses, chat.", valueName: "name"))
  package var wireProtocol: String?

  @Option(help: ArgumentHelp("How the model calls tools: native, schema, fenced.", valueName: "name"))
  package var toolProtocol: String?

  @Option(help: ArgumentHelp("The model's window: tokens of prompt and answer together.", valueName: "count"))
  package var contextTokens: String?

  @Option(help: ArgumentHelp("How long the model's provider may be silent.", valueName: "seconds"))
  package var idleTimeoutSeconds: String?

  @Option(help: ArgumentHelp("A file that holds the provider's key.", valueName: "path"))
  package var keyFile: String?

  @Flag(help: "Ask no model, also when one is configured.")
  package var noModel = false

  @Option(help: ArgumentHelp("The most answers of the model in one run.", valueName: "count"))
  package var maxTurns: String?

  @Option(help: ArgumentHelp("The most tokens of one run.", valueName: "count"))
  package var maxTokens: String?

  @Option(help: ArgumentHelp("The most that one run may cost; the model's price must be known.", valueName: "USD"))
  package var maxCost: String?

  package init() {}

  /// The values that were given, by the configuration's keys.
  ///
  /// - Throws: `CommandLineError` for a value that makes no sense.
  package func flags() throws(CommandLineError) -> [ConfigurationKey: ConfigurationValue] {
    try Self.values([
      (.baseURL, baseURL), (.model, model), (.wireProtocol, wireProtocol), (.toolProtocol, toolProtocol),
      (.contextTokens, contextTokens), (.idleTimeout, idleTimeoutSeconds), (.keyFile, keyFile),
      (.maximumTurns, maxTurns), (.maximumTokens, maxTokens), (.maximumCost, maxCost),
    ])
  }

  /// The values of those flags that were given.
  ///
  /// - Throws: `CommandLineError` for a value that makes no sense.
  static func values(
    _ given: [(ConfigurationKey, String?)]
  ) throws(CommandLineError) -> [ConfigurationKey: ConfigurationValue] {
    var flags: [ConfigurationKey: ConfigurationValue] = [:]
    for (key, text) in given {
      guard let text else { continue }
      flags[key] = try ConfigurationValue(text, for: key, at: "--" + key.rawValue.replacing("_", with: "-"))
    }
    return flags
  }
}
