package import SourceText

/// How a kind of project is built, tested and measured, as the user configured it.
///
/// The words come from the user alone: neither a repository nor a model can name a program.
package struct ProjectCommands: Hashable, Sendable {
  /// What the user calls such projects: `rust`.
  package var name: String

  /// The file that marks such a project: `Cargo.toml`.
  package var mark: RelativePath

  /// Nil when there is nothing to build.
  package var build: ConfiguredCommand?

  package var test: ConfiguredCommand

  /// What runs the tests and leaves the report of coverage; the command for the tests when nil.
  package var coverage: ConfiguredCommand?

  /// Where the report of coverage lies after that, and its form; nil when there is none.
  package var report: RelativePath?
  package var format: CoverageFormat

  /// Where the tests leave their results, in the XML of JUnit; nil when the exit code is all that tells.
  package var results: RelativePath?

  /// What is code to cover, and what is tests.
  package var sources: [GlobPattern]
  package var tests: [GlobPattern]

  package init(
    name: String, mark: RelativePath, build: ConfiguredCommand? = nil, test: ConfiguredCommand,
    coverage: ConfiguredCommand? = nil, report: RelativePath? = nil, format: CoverageFormat = .lcov,
    results: RelativePath? = nil, sources: [GlobPattern] = [], tests: [GlobPattern] = []
  ) {
    self.name = name
    self.mark = mark
    self.build = build
    self.test = test
    self.coverage = coverage
    self.report = report
    self.format = format
    self.results = results
    self.sources = sources
    self.tests = tests
  }
}
