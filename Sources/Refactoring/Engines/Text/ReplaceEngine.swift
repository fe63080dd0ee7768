internal import Editing
internal import SourceText
internal import Tools

/// Puts one text in place of another, or what a template says in place of the matches of a regular expression.
package struct ReplaceEngine: EditEngine {
  package let name = "replace"

  private let pattern: LinearPattern
  private let replacement: TextReplacement
  private let files: FileChoice
  private let isTogether: Bool
  private let title: String

  /// - Parameters:
  ///   - replace: what is looked for, and what takes its place; without places for parameters.
  ///   - files: where.
  ///   - isTogether: whether all files change in one step.
  ///   - place: where a recipe says so, for messages.
  /// - Throws: `RefactoringError` with code `.recipe`.
  package init(
    _ replace: Recipe.Step.Replace, files: FileChoice, isTogether: Bool = false, place: String
  ) throws(RefactoringError) {
    var text = replace.isPattern ? replace.search : LinearPattern.escaped(replace.search)
    if replace.matchesWords { text = "\\b(?:\(text))\\b" }
    do throws(LinearPatternError) { pattern = try LinearPattern(text, ignoresCase: replace.ignoresCase) } catch {
      throw RefactoringError(
        .recipe, "\(place): \(quoted(replace.search)) is not a regular expression (RE2 syntax): \(error.description)")
    }
    replacement =
      replace.isPattern
      ? TextReplacement(template: replace.replacement) : TextReplacement(literal: replace.replacement)
    guard replacement.highestGroup <= pattern.groupCount else {
      throw RefactoringError(
        .recipe,
        "\(place): \(quoted(replace.replacement)) names group \(replacement.highestGroup), and the pattern has "
          + "\(pattern.groupCount); write $$ for a dollar sign")
    }
    self.files = files
    self.isTogether = isTogether
    title = "Replace \(Self.shown(replace.search)) by \(Self.shown(replace.replacement))"
  }

  package func propose(_ scope: EditScope) async throws -> Proposal {
    var operations: [FileOperation] = []
    var skipped: [SkippedFile] = []
    for path in scope.files where files.contains(path) {
      try Task.checkCancellation()
      switch scope.read(path) {
      case nil: continue
      case .skipped(let file)?:
        // Pictures are none of a text's business, and would fill the report.
        if file.kind != .binary { skipped.append(file) }
      case .bytes(let bytes)?:
        let replacements = pattern.matches(in: bytes).compactMap { match -> FileOperation.Replacement? in
          let new = replacement.bytes(for: match, in: bytes)
          return bytes[match.range].elementsEqual(new) ? nil : FileOperation.Replacement(match.range, new)
        }
        guard !replacements.isEmpty else { continue }
        operations.append(
          FileOperation(path, .edit(base: ContentHash(of: bytes), replacements), reason: "\(replacements.count) places")
        )
      }
    }
    return Proposal(operations, title: title, isTogether: isTogether, skipped: skipped)
  }

  /// A text for a title: one line, and short.
  private static func shown(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return quoted(line.count > 40 ? line.prefix(39) + "…" : line)
  }
}
