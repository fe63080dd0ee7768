internal import SwiftSyntax

/// A rule that needs one file at a time.
protocol FileRewriter: SourceRewriter {
  /// What the step does, in a line, without the file.
  var title: String { get }

  /// Collects the edits of a file without faults of syntax.
  func rewrite(_ draft: inout RewriteDraft)
}

extension FileRewriter {
  package func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var outcome = RewriteOutcome()
    for file in files {
      guard let source = RewriteCheck.parsed(file, &outcome) else { continue }
      var draft = RewriteDraft(source)
      rewrite(&draft)
      outcome.notes += draft.notes
      guard let change = draft.change, RewriteCheck.isSound(change, file, &outcome) else { continue }
      outcome.steps.append(
        RewriteOutcome.Step(
          title: "\(title) in \(file.path)", changes: [change],
          interfaceChanges: InterfaceNames.changed(by: change.edits, in: source)))
    }
    return outcome
  }
}

/// What holds for every rule: it reads only what parses, and what it makes of it parses too.
enum RewriteCheck {
  /// The file, unless it has faults of syntax, whose tree would be a guess.
  static func parsed(_ file: SourceFile, _ outcome: inout RewriteOutcome) -> ParsedSource? {
    let source = ParsedSource(file)
    if source.tree.hasError {
      outcome.notes.append(.init(path: file.path, line: 1, text: "the file is left alone, since it does not parse"))
      return nil
    }
    return source
  }

  /// Whether the file with its edits parses too.
  static func isSound(
    _ change: RewriteOutcome.Change, _ file: SourceFile, _ outcome: inout RewriteOutcome
  ) -> Bool {
    if SwiftParse.faults(in: SourceEdit.applied(change.edits, to: file.text)) == 0 { return true }
    outcome.notes.append(
      .init(path: file.path, line: 1, text: "the file is left alone, since the result would not parse"))
    return false
  }
}
