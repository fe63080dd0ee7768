internal import AgentKernel
internal import Characterization
internal import SourceText
internal import SwiftSource

/// What a model is told first about some Python functions: the words are the agent's definition's, the facts are filled in
/// here.
struct PythonModelTask {
  let agent: AgentDefinition
  let harvest: PythonHarvest
  let style: PythonTestStyle

  /// The selected files with their texts.
  let sources: [(path: RelativePath, text: String)]

  /// The test files that are there, with their texts.
  let tests: [RelativePath: String]

  /// What is recorded already.
  let recordings: [Recording]

  /// Bytes of the whole message, about.
  let limit: Int

  /// How many of something are listed before the list is cut.
  private static let listLimit = 8

  /// Lines of a file around its functions that are shown.
  private static let surroundingLimit = 60

  /// The first message.
  func message(_ batch: [TestCodeTarget]) throws -> String {
    let functions = try batch.map(function).joined(separator: "\n\n")
    let module = harvest.modules.first { $0.path == batch[0].path }
    let around = module.map { surroundings(of: $0, batch) } ?? []
    let declarations =
      around.isEmpty ? "" : try agent.section("Declarations", ["list": around.joined(separator: "\n")]) + "\n\n"
    let rest = limit - functions.utf8.count - declarations.utf8.count
    return try agent.section(
      "Task",
      [
        "module": module?.name ?? "", "path": batch[0].path.string, "functions": functions,
        "declarations": declarations, "style": try agent.section("Style of \(style.rawValue)"),
        "tests": rest > 1_000 ? try example(for: batch, limit: min(rest, 4_000)) : "",
      ])
  }

  private func function(_ target: TestCodeTarget) throws -> String {
    try agent.section(
      "Function",
      [
        "title": target.title, "code": target.code(in: text(of: target.path)),
        "gaps": target.gapLines.map { "- \($0)" }.joined(separator: "\n"),
        "callers": try list("Callers", callers(of: target)), "calls": try list("Calls", calls(of: target)),
      ])
  }

  private func text(of path: RelativePath) -> String { sources.first { $0.path == path }?.text ?? "" }

  private func list(_ heading: String, _ lines: [String]) throws -> String {
    guard !lines.isEmpty else { return "" }
    let shown =
      lines.count <= Self.listLimit
      ? lines : lines.prefix(Self.listLimit) + ["- and \(lines.count - Self.listLimit) more"]
    return "\n" + (try agent.section(heading, ["list": shown.joined(separator: "\n")])) + "\n"
  }

  /// Functions that name it, and calls with literals elsewhere in the project.
  private func callers(of target: TestCodeTarget) -> [String] {
    let own = harvest.modules.flatMap { module -> [String] in
      let lines = text(of: module.path).split(separator: "\n", omittingEmptySubsequences: false)
      return PythonTargetFinder.functions(in: module).filter { function in
        guard module.path != target.path || function.lines != target.lines else { return false }
        return (function.lines.first...function.lines.last).contains { number in
          lines.indices.contains(number - 1) && lines[number - 1].contains("\(target.name)(")
        }
      }.map { "- \(PythonTargetFinder.title(of: $0)) (\(module.path):\($0.lines.first))" }
    }
    let usages = harvest.usages.filter { $0.function == target.name }.uniqued.map { usage in
      "- `\(Self.short("\(usage.function)(\((usage.arguments + usage.named).joined(separator: ", ")))"))`"
    }
    return own + usages
  }

  private func calls(of target: TestCodeTarget) -> [String] {
    let lines = recordings.filter { [target.title, target.name].contains($0.candidate.subject) }.map { recording in
      let text = (recording.candidate.setup + [recording.candidate.call]).joined(separator: "; ")
      return "- `\(Self.short(text))`: \(Self.short(ExpectationCheck.words(for: recording.outcome)))"
    }
    // Short ones say most in little room.
    return lines.enumerated().sorted { ($0.element.utf8.count, $0.offset) < ($1.element.utf8.count, $1.offset) }
      .map(\.element)
  }

  /// The file's lines outside of functions, and how objects of the methods' classes are made.
  private func surroundings(of module: PythonHarvest.Module, _ batch: [TestCodeTarget]) -> [String] {
    let lines = text(of: module.path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let containers = Set(batch.compactMap { $0.title.split(separator: ".").dropLast().last.map(String.init) })
    var shown: Set<Int> = []
    var hidden: Set<Int> = []
    for type in module.classes {
      hidden.formUnion(type.lines.first...type.lines.last)
      guard containers.contains(type.name) else { continue }
      shown.insert(type.lines.first)
      for method in type.methods where method.name == "__init__" {
        shown.formUnion(method.lines.first...method.lines.last)
      }
    }
    for function in module.functions { hidden.formUnion(function.lines.first...function.lines.last) }
    let inBatch = batch.map(\.lines)
    let numbers = lines.indices.map { $0 + 1 }.filter { number in
      (shown.contains(number) || !hidden.contains(number)) && !inBatch.contains { $0.contains(number) }
        && !lines[number - 1].allSatisfy(\.isWhitespace)
    }
    let width = "\(lines.count)".count
    let found = numbers.prefix(Self.surroundingLimit).map { number in
      let digits = "\(number)"
      return String(repeating: " ", count: width - digits.count) + "\(digits)   \(lines[number - 1])"
    }
    return numbers.count > found.count ? found + ["and \(numbers.count - found.count) lines more"] : found
  }

  /// The beginning of a test file: one that is about these functions if there is one.
  private func example(for batch: [TestCodeTarget], limit: Int) throws -> String {
    let files = tests.sorted { $0.key < $1.key }
    let named = files.first { file in batch.contains { file.value.contains($0.name) } }
    guard let file = named ?? files.first else { return "" }
    var text = ""
    for line in file.value.split(separator: "\n", omittingEmptySubsequences: false).prefix(80) {
      guard text.utf8.count + line.utf8.count < limit else { break }
      text += line + "\n"
    }
    return try agent.section("Tests", ["path": file.key.string, "text": text]) + "\n\n"
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 200 ? line : "\(line.prefix(200))…"
  }
}
