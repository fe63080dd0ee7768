package import SourceText

/// Reports changes that let errors pass unhandled where they were handled before.
package struct ErrorHandlingRemoved: EvidenceRule {
  package static let description = RuleDescription(
    id: "error-handling-removed", title: "Error handling removed",
    rationale: """
      Handling that disappears in a change is seldom wanted and easily overlooked, since the code still works as long \
      as nothing goes wrong. A finding needs both halves in one block of changed lines: the handling in the removed \
      lines, the way around it in the added ones. An empty handler counts by itself, unless a comment or the error's \
      name says that this is meant.
      """,
    category: .reliability, severity: .medium, confidence: 0.8)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    let role = file.role
    guard let language = file.language, !role.isTest, !role.isExample, !role.isGenerated, !role.isForeign else {
      return []
    }
    let blocks = ErrorHandlingSigns.tallies(in: file, language)
    return blocks.compactMap { block in
      guard let loss = Self.losses.first(where: { $0.holds(in: block) }) else { return nil }
      guard let line = block.firstAdded[loss.added] ?? block.firstRemoved else { return nil }
      return Self.description.finding(
        at: file.location(line), quote: file.quote(line), title: loss.title, explanation: loss.explanation,
        suggestion: loss.suggestion)
    }
  }

  /// A way to lose error handling: a sign that becomes more frequent where another becomes rarer.
  private struct Loss {
    let added: ErrorHandlingSign
    /// Nil when the added sign is enough.
    let removed: ErrorHandlingSign?
    let title: String
    let explanation: String
    let suggestion: String

    func holds(in block: ErrorHandlingSigns) -> Bool {
      block.gain(of: added) > 0 && removed.map { block.gain(of: $0) < 0 } ?? true
    }
  }

  private static let losses = [
    Loss(
      added: .forcedTry, removed: .handledTry, title: "`try!` replaces error handling",
      explanation: "The call's error was handled or passed on; now it ends the program.",
      suggestion: "Keep `try` or `try?` and handle the error."),
    Loss(
      added: .forcedCast, removed: .conditionalCast, title: "`as!` replaces a checked cast",
      explanation: "A value of another type was handled; now it ends the program.",
      suggestion: "Keep `as?` and say what happens otherwise."),
    Loss(
      added: .forcedUnwrap, removed: .optionalHandling, title: "A forced unwrap replaces handling of nil",
      explanation: "A missing value was handled; now it ends the program.",
      suggestion: "Keep the binding or the default."),
    Loss(
      added: .panickingUnwrap, removed: .questionMark, title: "`unwrap` replaces `?`",
      explanation: "The error was passed to the caller; now it panics.",
      suggestion: "Keep `?`, or handle the error here."),
    Loss(
      added: .discardedError, removed: .errorCheck, title: "Error check removed, the call stays",
      explanation: "The call's error was checked; now it is thrown away.",
      suggestion: "Check the error or return it."),
    Loss(
      added: .emptyHandler, removed: nil, title: "Empty error handler",
      explanation: "The handler swallows every error, so a failure shows only later and elsewhere.",
      suggestion: "Handle the error, report it, or say in a comment why it may be ignored."),
  ]
}
