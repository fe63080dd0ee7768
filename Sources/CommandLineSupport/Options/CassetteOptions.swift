package import ArgumentParser

/// Recording and replaying of what a model says.
package struct CassetteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Keep every exchange with the model in a folder, without the key.", valueName: "folder"))
  package var record: String?

  @Option(help: ArgumentHelp("Answer from a folder that --record wrote; no network, no key.", valueName: "folder"))
  package var replay: String?

  package init() {}

  package var cassettes: ConfiguredModel.Cassettes { ConfiguredModel.Cassettes(record: record, replay: replay) }
}
