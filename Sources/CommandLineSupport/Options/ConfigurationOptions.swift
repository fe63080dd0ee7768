package import ArgumentParser

/// The flags that set what the configuration files can set too, besides those about the model.
///
/// A group of its own beside `ModelOptions`, not around it: in a debug build the argument parser validates what it holds
/// anew at each level of nesting, which made one start of `review` take 0.3 s.
package struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail at findings of this severity or more: never, note, low, medium, high, critical.", valueName: "level"))
  package var failOn: String?

  @Option(help: ArgumentHelp("The most findings to report.", valueName: "count"))
  package var maxFindings: String?

  @Option(help: ArgumentHelp("When to stop and print what there is.", valueName: "seconds"))
  package var deadlineSeconds: String?

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
  /// - Parameter models: the flags about the model, where the command has them.
  /// - Throws: `CommandLineError` for a value that makes no sense.
  package func flags(
    with models: ModelOptions? = nil
  ) throws(CommandLineError) -> [ConfigurationKey: ConfigurationValue] {
    let own = try ModelOptions.values([
      (.failOn, failOn), (.maximumFindings, maxFindings), (.deadline, deadlineSeconds),
      (.repositoryMap, repositoryMap), (.memory, memory), (.sandbox, sandbox), (.color, color),
    ])
    return try models?.flags().merging(own) { $1 } ?? own
  }
}
