package import ArgumentParser

/// The flags that set what the configuration files can set too.
package struct ConfigurationOptions: ParsableArguments {
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

  @Flag(help: "Check by rules alone, also when a model is configured.")
  package var noModel = false

  @Option(
    help: ArgumentHelp(
      "Fail at findings of this severity or more: never, note, low, medium, high, critical.", valueName: "level"))
  package var failOn: String?

  @Option(help: ArgumentHelp("The most findings to report.", valueName: "count"))
  package var maxFindings: String?

  @Option(help: ArgumentHelp("When to stop and print what there is.", valueName: "seconds"))
  package var deadlineSeconds: String?

  @Option(help: ArgumentHelp("The most answers of the model in one run.", valueName: "count"))
  package var maxTurns: String?

  @Option(help: ArgumentHelp("The most tokens of one run.", valueName: "count"))
  package var maxTokens: String?

  @Option(help: ArgumentHelp("The most that one run may cost; the model's price must be known.", valueName: "USD"))
  package var maxCost: String?

  @Option(
    help: ArgumentHelp("Tokens of the map of the code around the change: off, or up to 16384.", valueName: "off|count"))
  package var repositoryMap: String?

  @Option(help: ArgumentHelp("The notes about the repository: off, on, or propose for new ones.", valueName: "use"))
  package var memory: String?

  @Option(
    help: ArgumentHelp(
      "How commands are confined: auto, landlock, or external if you run this in a sandbox of your own.",
      valueName: "choice"))
  package var sandbox: String?

  @Option(help: ArgumentHelp("Colours: auto, always, never.", valueName: "when"))
  package var color: String?

  package init() {}

  /// The values that were given, by the configuration's keys.
  ///
  /// - Throws: `CommandLineError` for a value that makes no sense.
  package func flags() throws(CommandLineError) -> [ConfigurationKey: ConfigurationValue] {
    let given: [(ConfigurationKey, String?)] = [
      (.baseURL, baseURL), (.model, model), (.wireProtocol, wireProtocol), (.toolProtocol, toolProtocol),
      (.contextTokens, contextTokens), (.idleTimeout, idleTimeoutSeconds), (.keyFile, keyFile), (.failOn, failOn),
      (.maximumFindings, maxFindings), (.deadline, deadlineSeconds), (.maximumTurns, maxTurns),
      (.maximumTokens, maxTokens), (.maximumCost, maxCost), (.repositoryMap, repositoryMap), (.memory, memory),
      (.sandbox, sandbox), (.color, color),
    ]
    var flags: [ConfigurationKey: ConfigurationValue] = [:]
    for (key, text) in given {
      guard let text else { continue }
      flags[key] = try ConfigurationValue(text, for: key, at: "--" + key.rawValue.replacing("_", with: "-"))
    }
    return flags
  }
}
