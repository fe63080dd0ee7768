/// The message of a step's commit, from a template.
package struct CommitMessage: Hashable, Sendable {
  /// The text, with `${step}`, `${recipe}`, `${summary}`, `${engine}` and `${verification}` for what stands there.
  package let template: String

  /// What stands in for a template that nobody gave.
  package static let usual = "${step}\n\nRecipe: ${recipe}\nEngine: ${engine}\nVerified: ${verification}\n"

  /// - Throws: `RefactoringError` with code `.recipe` for a template with a placeholder that is not known, or without `${step}`.
  package init(_ template: String = Self.usual) throws(RefactoringError) {
    self.template = template
    var rest = template[...]
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstRange(of: "}") {
      let name = String(rest[start.upperBound..<end.lowerBound])
      guard Self.names.contains(name) else {
        throw RefactoringError(
          .recipe,
          "the commit template holds ${\(name.prefix(40))}, which stands for nothing; there are "
            + Self.names.map { "${\($0)}" }.joined(separator: ", "))
      }
      rest = rest[end.upperBound...]
    }
    guard template.contains("${step}") else {
      throw RefactoringError(.recipe, "the commit template needs ${step}, which says what a commit does")
    }
  }

  private static let names = ["step", "recipe", "summary", "engine", "verification"]

  /// The message of one step.
  ///
  /// - Parameters:
  ///   - title: what the step does, in a line.
  ///   - batch: how many steps the gates judged together.
  package func text(
    title: String, plan: ChangePlan, engine: String, gates: [GateResult], batch: Int
  ) -> String {
    let passed = gates.filter { $0.verdict == .passed }.map(\.gate.rawValue).joined(separator: ", ")
    let together = batch > 1 ? " (with \(batch) steps of one batch, after the last of them)" : ""
    let values = [
      "step": Self.line(title), "recipe": Self.line(plan.name), "summary": Self.line(plan.summary),
      "engine": Self.line(engine),
      "verification": passed.isEmpty ? "by nothing" : passed + together,
    ]
    // In one pass, since a value may hold what looks like a placeholder.
    var text = ""
    var rest = template[...]
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstRange(of: "}") {
      text += rest[..<start.lowerBound] + (values[String(rest[start.upperBound..<end.lowerBound])] ?? "")
      rest = rest[end.upperBound...]
    }
    text += rest
    // As git keeps it.
    let message = text.drop { $0.isNewline }
    return message.hasSuffix("\n") ? String(message) : message + "\n"
  }

  /// One line, without what could end it or the message.
  private static func line(_ text: String) -> String {
    let words = String(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
    return String(words.prefix(200))
  }
}
