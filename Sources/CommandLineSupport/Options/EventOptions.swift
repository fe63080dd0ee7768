package import ArgumentParser

/// How other programs watch a run.
package struct EventOptions: ParsableArguments {
  /// The forms in which events are written.
  package enum Form: String, CaseIterable, ExpressibleByArgument, Sendable {
    case json
  }

  @Option(
    help: ArgumentHelp(
      "Write what happens as JSON lines to the standard output, the report as one of them.", valueName: "form"))
  package var events: Form?

  @Option(help: ArgumentHelp("Write the run's spans into a file, as OTLP JSON.", valueName: "file"))
  package var trace: String?

  package init() {}
}
