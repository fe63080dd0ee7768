internal import AgentKernel
internal import SourceText

/// What a model is told first about functions of a project of configured commands: the words are the agent's definition's,
/// the facts are filled in here.
struct TestFileTask {
  let agent: AgentDefinition

  /// What files of tests are called.
  let patterns: [GlobPattern]

  /// The selected files with their texts.
  let sources: [(path: RelativePath, text: String)]

  /// Other files of the project that may use what they declare.
  let others: [(path: RelativePath, text: String)]

  /// Files of tests that are there.
  let tests: [(path: RelativePath, text: String)]

  /// Bytes of the whole message, about.
  let limit: Int

  /// How many uses are listed.
  private static let listLimit = 8

  /// Lines of a file of tests that are shown.
  private static let exampleLines = 120

  /// The first message.
  func message(_ batch: [TestCodeTarget]) throws -> String {
    let functions = try batch.map(function).joined(separator: "\n\n")
    let rest = limit - functions.utf8.count
    let words = patterns.map { "`\($0)`" }.joined(separator: ", ")
    return try agent.section(
      "Task",
      [
        "path": batch[0].path.string, "functions": functions,
        "places": try agent.section("Places", ["patterns": words]),
        "tests": rest > 1_000 ? try example(for: batch, limit: min(rest, 6_000)) : "",
      ])
  }

  private func function(_ target: TestCodeTarget) throws -> String {
    let uses = uses(of: target)
    let text = sources.first { $0.path == target.path }?.text ?? ""
    return try agent.section(
      "Function",
      [
        "title": target.title, "code": target.code(in: text),
        "gaps": target.gapLines.map { "- \($0)" }.joined(separator: "\n"),
        "callers": uses.isEmpty ? "" : "\n" + (try agent.section("Callers", ["list": uses.joined(separator: "\n")])),
      ])
  }

  /// Lines elsewhere that name it, as calls do.
  private func uses(of target: TestCodeTarget) -> [String] {
    var found: [String] = []
    for file in sources + others + tests {
      for (index, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      where line.contains("\(target.name)(") {
        if file.path == target.path, target.lines.contains(index + 1) { continue }
        found.append("- \(file.path):\(index + 1): \(line.drop { $0.isWhitespace }.prefix(160))")
        if found.count == Self.listLimit { return found }
      }
    }
    return found
  }

  /// The beginning of a file of tests: one that is about these functions if there is one.
  private func example(for batch: [TestCodeTarget], limit: Int) throws -> String {
    let named = tests.first { file in batch.contains { file.text.contains($0.name) } }
    guard let file = named ?? tests.first else { return "" }
    var text = ""
    for line in file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(Self.exampleLines) {
      guard text.utf8.count + line.utf8.count < limit else { break }
      text += line + "\n"
    }
    return try agent.section("Tests", ["path": file.path.string, "text": text]) + "\n\n"
  }
}
