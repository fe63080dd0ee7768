package import SourceText

/// What writes whole files of tests, for projects in which no call can be made one by one; a model does that.
///
/// Nothing that it writes counts before it was run.
package protocol TestFileEngine: Sendable {
  /// For reports: `model`.
  var name: String { get }

  /// Proposes files.
  ///
  /// - Parameter round: what is known so far.
  /// - Returns: empty when it has nothing more to propose.
  func propose(_ round: TestFileRound) async throws -> [ProposedTestFile]
}

/// A file of tests as an engine wrote it.
package struct ProposedTestFile: Hashable, Sendable {
  /// A new file of the project; one that is there is never replaced.
  package let path: RelativePath
  package let text: String

  package init(path: RelativePath, text: String) {
    self.path = path
    self.text = text
  }
}

/// What an engine for whole files may build on.
package struct TestFileRound: Sendable {
  /// From 1.
  package let number: Int

  /// What is not covered, the most worthwhile first.
  package let targets: [GenerationReport.Uncovered]

  /// The selected files with their texts.
  package let sources: [GenerationReport.Source]

  /// Files of tests that are there, as examples of the style.
  package let examples: [ProposedTestFile]

  /// What became of the files of the round before, with the reason.
  package let rejected: [(file: ProposedTestFile, reason: String)]
}
