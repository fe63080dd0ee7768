package import ArgumentParser

/// The linters' reports that a review takes in.
package struct ImportOptions: ParsableArguments {
  @Option(
    name: .customLong("import"),
    help: ArgumentHelp(
      "A linter's report (SARIF, checkstyle, rdjson, rdjsonl) to take in, for added lines. Repeatable.",
      valueName: "[form:]file"))
  package var reports: [String] = []

  @Option(
    name: .customLong("import-base"),
    help: ArgumentHelp(
      "The linter's report on the state before the change: what stands in it is old. Repeatable.",
      valueName: "[form:]file"))
  package var bases: [String] = []

  package init() {}

  /// The bytes of a report, which may come through a pipe.
  ///
  /// - Throws: `CommandLineError` for a file that is not there, cannot be read or is larger than `limit` bytes.
  package static func read(_ path: String, limit: Int) throws(CommandLineError) -> [UInt8] {
    guard let contents = try LocalFile(path: path, code: .configuration).read(limit: limit, takesPipes: true) else {
      throw CommandLineError(
        .configuration,
        "--import: there is no file \(String(reflecting: path)); run the linter first, or leave the option out")
    }
    return contents.bytes
  }
}
