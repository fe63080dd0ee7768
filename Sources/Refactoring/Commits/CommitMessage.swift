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

  /// What is known of a commit.
  package struct Proof: Hashable, Sendable {
    /// What the gates said of exactly this commit.
    package var own: [GateResult]

    /// What they said after the last step of its batch; empty when that is this commit, or there is no batch.
    package var batch: [GateResult]

    /// The steps of the batch.
    package var count: Int

    package init(own: [GateResult], batch: [GateResult] = [], count: Int = 1) {
      self.own = own
      self.batch = batch
      self.count = count
    }

    /// In words, for a person who reads the commit.
    var words: String {
      let passed = Set(own.filter { $0.verdict == .passed }.map(\.gate))
      let later = Set(batch.filter { $0.verdict == .passed }.map(\.gate)).subtracting(passed)
      func list(_ gates: Set<Gate>) -> String {
        gates.sorted { $0.rank < $1.rank }.map(\.rawValue).joined(separator: ", ")
      }
      var words = passed.isEmpty ? "by nothing" : list(passed)
      if !later.isEmpty { words += "; after the last of \(count) steps that were tried together: \(list(later))" }
      return words
    }

    /// What of the public interface changed as the steps had declared, a line each; the gate's own words.
    var interfaceChanges: [String] {
      own.filter { $0.gate == .interface && $0.verdict == .passed }.flatMap(\.lines)
    }
  }

  /// The message of one commit.
  ///
  /// - Parameters:
  ///   - titles: of its steps, which are several when they hold only together.
  ///   - engine: what proposed them.
  func text(titles: [String], plan: ChangePlan, engine: String, proof: Proof) -> String {
    let first = Self.line(titles.first ?? "")
    let others = titles.dropFirst().map { "- \(Self.line($0))\n" }
    let step = others.isEmpty ? first : "\(first) (and \(others.count) more)"
    let values = [
      "step": step, "recipe": Self.line(plan.name), "summary": Self.line(plan.summary), "engine": Self.line(engine),
      "verification": proof.words,
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
    var message = String(text.drop { $0.isNewline })
    if !message.hasSuffix("\n") { message += "\n" }
    if !others.isEmpty { message += "\nWith, since they hold only together:\n" + others.joined() }
    let changes = proof.interfaceChanges.map { "- \(Self.line($0))\n" }
    if !changes.isEmpty { message += "\nThe public interface is changed as declared:\n" + changes.joined() }
    return message
  }

  /// One line, without what could end it or the message.
  private static func line(_ text: String) -> String {
    let words = String(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
    return String(words.prefix(200))
  }
}
