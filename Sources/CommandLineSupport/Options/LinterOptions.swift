package import ArgumentParser
package import Evidence

/// The linters that a review runs besides those of the configuration.
package struct LinterOptions: ParsableArguments {
  @Option(
    name: .customLong("linter"),
    help: ArgumentHelp(
      "A linter to run on the change, in the sandbox: ast-grep, clang-tidy, ruff, semgrep, shellcheck, swift-format. "
        + "Repeatable.", valueName: "name"))
  package var names: [String] = []

  package init() {}

  /// The configured linters and behind them those that were named here, each once.
  ///
  /// - Throws: `CommandLineError` for a name that is none.
  package func linters(besides configured: [ConfiguredLinter]) throws(CommandLineError) -> [ConfiguredLinter] {
    var linters = configured
    for name in names {
      guard let kind = LinterKind(rawValue: name) else {
        throw CommandLineError(
          .configuration,
          "--linter: there is no linter \(quoted(name)) to run; known are \(ConfigurationFile.linterNames)")
      }
      if !linters.contains(where: { $0.kind == kind }) { linters.append(ConfiguredLinter(kind)) }
    }
    return linters
  }
}
