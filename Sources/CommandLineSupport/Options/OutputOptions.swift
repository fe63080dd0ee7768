package import ArgumentParser
package import Logging
internal import Redaction
package import Reporting

/// Where a report goes and what it looks like.
package struct OutputOptions: ParsableArguments {
  @Option(help: "The report's form.")
  package var format = ReportFormat.text

  @Option(help: ArgumentHelp("Write the report into a file in place of the standard output.", valueName: "file"))
  package var output: String?

  @Flag(help: "Say nothing about what is going on.")
  package var quiet = false

  @Flag(help: "Say what each request to the model cost and which tools it called.")
  package var verbose = false

  package init() {}

  /// A logger for warnings and, if the user wants them, details.
  ///
  /// - Parameters:
  ///   - program: the name that stands in front of each line.
  ///   - progress: where lines go.
  package func logger(program: String, progress: ProgressLine) -> Logger {
    Logger(label: program) { _ in
      ProgressLogHandler(program: program, progress: progress, level: verbose ? .debug : .notice)
    }
  }

  /// Writes a finished report: into the file in one step, or to a stream.
  ///
  /// - Throws: `CommandLineError`.
  package func write(_ text: String, to stream: StandardStream) throws(CommandLineError) {
    try Self.write(text, into: output, else: stream)
  }

  /// Writes a document into a file in one step, or to a stream when there is no file.
  ///
  /// - Throws: `CommandLineError`.
  package static func write(
    _ text: String, into path: String?, else stream: StandardStream
  ) throws(CommandLineError) {
    guard let path else { return try stream.write(text) }
    let file = LocalFile(path: path)
    let bytes = Array(KnownSecrets.ofProcess.redactor.maskingKnown(in: text).utf8)
    if try file.appendIfSpecial(bytes) { return }
    try file.followingLinks.write(bytes, mode: 0o644)
  }
}

extension ReportFormat: ExpressibleByArgument {}
