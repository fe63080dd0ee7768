internal import AgentKernel
internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource

/// What a model is told first about some functions: the words are the agent's definition's, the facts are filled in here.
struct ModelTask {
  let agent: AgentDefinition
  let module: String

  /// As reports call it: `Swift Testing`.
  let framework: String
  let harvest: ModuleHarvest
  let symbols: ModuleSymbols

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

  /// Declarations that are listed at most.
  private static let declarationLimit = 40

  /// Lines of a function that is shown whole; of a longer one what is far from every gap is left out.
  private static let codeLimit = 200

  /// Lines around a gap in a long function.
  private static let margin = 12

  /// The first message.
  func message(_ batch: [ModelTarget]) throws -> String {
    let functions = try batch.map(function).joined(separator: "\n\n")
    // What makes values matters more than what shows style.
    let declarations = try declarations(for: batch)
    let rest = limit - functions.utf8.count - declarations.utf8.count
    return try agent.section(
      "Task",
      [
        "module": module, "path": batch[0].path.string, "framework": framework, "functions": functions,
        "declarations": declarations, "tests": rest > 1_000 ? try style(for: batch, limit: min(rest, 4_000)) : "",
      ])
  }

  private func function(_ target: ModelTarget) throws -> String {
    let documentation = target.symbol?.documentation.joined(separator: "\n") ?? ""
    return try agent.section(
      "Function",
      [
        "title": target.title, "documentation": documentation.isEmpty ? "" : "\(documentation)\n\n",
        "code": code(of: target), "gaps": Self.gapLines(of: target).joined(separator: "\n"),
        "callers": try list("Callers", callers(of: target)),
        "calls": try list("Calls", calls(of: target)),
      ])
  }

  private func list(_ heading: String, _ lines: [String]) throws -> String {
    guard !lines.isEmpty else { return "" }
    return "\n" + (try agent.section(heading, ["list": Self.cut(lines).joined(separator: "\n")])) + "\n"
  }

  /// The function's lines with their numbers and marks.
  private func code(of target: ModelTarget) -> String {
    let text = sources.first { $0.path == target.path }?.text ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let range = target.function.lines
    let gaps = target.uncovered.union(target.parts.map(\.line)).union(target.mutants.map(\.startLine))
    let isLong = range.count > Self.codeLimit
    let width = "\(range.upperBound)".count
    var shown: [String] = []
    var isCut = false
    for number in range where lines.indices.contains(number - 1) {
      guard !isLong || number == range.lowerBound || gaps.contains(where: { abs($0 - number) <= Self.margin }) else {
        if !isCut { shown.append(String(repeating: " ", count: width) + "   …") }
        isCut = true
        continue
      }
      isCut = false
      let digits = "\(number)"
      let mark = target.uncovered.contains(number) ? "!" : " "
      shown.append(String(repeating: " ", count: width - digits.count) + "\(digits) \(mark) \(lines[number - 1])")
    }
    return shown.joined(separator: "\n")
  }

  /// What is not tested of a function, in one line.
  static func gaps(of target: ModelTarget) -> String {
    gapLines(of: target).map { $0.hasPrefix("- ") ? String($0.dropFirst(2)) : $0 }.joined(separator: "; ")
  }

  private static func gapLines(of target: ModelTarget) -> [String] {
    var lines: [String] = []
    if !target.uncovered.isEmpty { lines.append("- not reached: \(ranges(target.uncovered))") }
    lines += target.parts.map { "- not reached: `\($0.text)` in line \($0.line)" }
    lines += cut(
      target.mutants.map { mutant in
        let replacement = mutant.replacement.isEmpty ? "is removed" : "becomes `\(short(mutant.replacement))`"
        return "- not noticed: in line \(mutant.startLine) `\(short(mutant.original))` \(replacement)"
      }, to: 20)
    return lines
  }

  /// `lines 3 to 5, 9`.
  private static func ranges(_ lines: Set<Int>) -> String {
    var parts: [(Int, Int)] = []
    for line in lines.sorted() {
      if let last = parts.last, last.1 + 1 == line {
        parts[parts.count - 1].1 = line
      } else {
        parts.append((line, line))
      }
    }
    let texts = parts.map { $0.0 == $0.1 ? "\($0.0)" : "\($0.0) to \($0.1)" }
    return (lines.count == 1 ? "line " : "lines ") + texts.joined(separator: ", ")
  }

  private func callers(of target: ModelTarget) -> [String] {
    let name = target.calledName
    let own = harvest.files.flatMap(\.functions).filter { $0.calls.contains(name) && $0 != target.function }
      .map { "- \($0.owner.isEmpty ? "" : "\($0.owner).")\($0.name) (\($0.path):\($0.line))" }
    let usages = harvest.usages.flatMap { usage in
      usage.calls.filter { $0.name == name }.map { "- \(Self.text(of: $0)) in \(usage.path)" }
    }
    return own + usages.uniqued
  }

  private static func text(of call: SourceHarvest.CallSite) -> String {
    let arguments = call.arguments.map { ($0.label.map { "\($0): " } ?? "") + $0.text }.joined(separator: ", ")
    return "`\(short((call.base.map { "\($0)." } ?? "") + "\(call.name)(\(arguments))"))`"
  }

  private func calls(of target: ModelTarget) -> [String] {
    let lines = recordings.filter { $0.candidate.subject == target.title }.map { recording in
      let text = (recording.candidate.setup + [recording.candidate.call]).joined(separator: "; ")
      return "- `\(Self.short(text))`: \(Self.short(Self.words(for: recording)))"
    }
    // Short ones say most in little room.
    return lines.enumerated().sorted { ($0.element.utf8.count, $0.offset) < ($1.element.utf8.count, $1.offset) }
      .map(\.element)
  }

  private static func words(for recording: Recording) -> String {
    let seen = zip(recording.candidate.observations, recording.observations).prefix(3).map { expression, value in
      "; then \(expression) was \(ExpectationCheck.words(for: value))"
    }
    return ExpectationCheck.words(for: recording.outcome) + seen.joined()
  }

  /// How values are made of the types that the functions have to do with.
  private func declarations(for batch: [ModelTarget]) throws -> String {
    let words = batch.reduce(into: Set<String>()) { words, target in
      words.formUnion(target.function.names)
      words.formUnion(
        (target.symbol?.declaration.text ?? "").split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
      words.formUnion(target.function.owner.split(separator: ".").map(String.init))
    }
    let titles = Set(batch.map(\.title))
    let types = symbols.symbols.filter {
      ($0.kind.isType || $0.kind == .protocolType) && words.contains($0.path.last ?? "")
    }
    let lines = types.flatMap { type in
      symbols.members(of: type.title).filter { !titles.contains($0.title) && !$0.isUnavailable }.sorted {
        $0.kind.rank < $1.kind.rank
      }.map { "- \(type.title): \(Self.short($0.declaration.text))" }
    }
    guard !lines.isEmpty else { return "" }
    let list = Self.cut(lines, to: Self.declarationLimit).joined(separator: "\n")
    return try agent.section("Declarations", ["list": list]) + "\n\n"
  }

  /// The beginning of a test file: one that is about these functions if there is one.
  private func style(for batch: [ModelTarget], limit: Int) throws -> String {
    let names = Set(batch.map(\.calledName))
    let files = tests.sorted { $0.key < $1.key }
    guard let file = files.first(where: { file in names.contains { file.value.contains($0) } }) ?? files.first else {
      return ""
    }
    var text = ""
    for line in file.value.split(separator: "\n", omittingEmptySubsequences: false).prefix(80) {
      guard text.utf8.count + line.utf8.count < limit else { break }
      text += line + "\n"
    }
    return try agent.section("Tests", ["path": file.key.string, "text": text]) + "\n\n"
  }

  private static func cut(_ lines: [String], to limit: Int = listLimit) -> [String] {
    lines.count <= limit ? lines : lines.prefix(limit) + ["- and \(lines.count - limit) more"]
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 200 ? line : "\(line.prefix(200))…"
  }
}

extension ModelTarget {
  /// What a call of it begins with: the type's name for an initialiser.
  fileprivate var calledName: String {
    function.name == "init" ? function.owner.split(separator: ".").last.map(String.init) ?? "init" : function.name
  }
}

extension ModuleSymbol.Kind {
  /// What makes values comes first.
  fileprivate var rank: Int {
    switch self {
    case .initializer, .enumCase: 0
    case .staticMethod, .staticProperty, .function, .variable: 1
    default: 2
    }
  }
}
