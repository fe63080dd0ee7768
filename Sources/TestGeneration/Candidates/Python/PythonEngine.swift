internal import Characterization
internal import SourceText
internal import SwiftSource

/// Proposes calls of Python code without a model: examples of documents, calls from elsewhere, and made-up values.
struct PythonEngine: CandidateEngine {
  let harvest: PythonHarvest
  let selection: Selection

  private let composers: [PythonComposer]

  init(_ harvest: PythonHarvest, selection: Selection) {
    self.harvest = harvest
    self.selection = selection
    composers = harvest.modules.map(PythonComposer.init)
  }

  var name: String { "values" }

  /// Calls of one function at most in a further round.
  private static let wideLimit = 160

  func propose(_ round: CandidateRound) async throws -> [CallCandidate] {
    let tried = Set(round.tried)
    let all = round.number == 1 ? first : further(round)
    return Array(all.uniqued.filter { !tried.contains($0) }.prefix(round.limit))
  }

  /// What documents say that comes out, by the call's text.
  var wants: [CallCandidate: String] {
    Dictionary(documented.filter { !$0.want.isEmpty }.map { ($0.candidate, $0.want) }) { first, _ in first }
  }

  private var first: [CallCandidate] {
    let composed = composers.flatMap { composer in
      everything(in: composer) { lines, isPrivate, path in
        !isPrivate && selection.overlaps(path, lines)
      }
    }
    return documented.map(\.candidate) + used + composed
  }

  /// More values for what has uncovered lines, private functions too.
  private func further(_ round: CandidateRound) -> [CallCandidate] {
    composers.flatMap { composer -> [CallCandidate] in
      let uncovered = round.uncovered[composer.module.path] ?? []
      guard !uncovered.isEmpty else { return [] }
      var wide = composer
      wide.limit = Self.wideLimit * (round.number - 1)
      wide.pool.isWide = true
      wide.pool.feedback = Self.feedback(of: round.recordings)
      return everything(in: wide) { lines, _, _ in uncovered.contains { lines.contains($0) } }
    }
  }

  private func everything(
    in composer: PythonComposer,
    where isWanted: (_ lines: LineRange, _ isPrivate: Bool, _ path: RelativePath) -> Bool
  ) -> [CallCandidate] {
    let module = composer.module
    let functions = module.functions.filter { isWanted($0.lines, $0.isPrivate, module.path) }.map(composer.function)
    let types = module.classes.filter { isWanted($0.lines, $0.name.hasPrefix("_"), module.path) }.map(composer.type)
    // In turn, so that a limit leaves something of each.
    return interleaved(functions + types)
  }

  /// Texts that calls gave, as input for others.
  private static func feedback(of recordings: [Recording]) -> [String: [String]] {
    var texts: [String] = []
    for recording in recordings where recording.instability == nil {
      if case .returned(.literal(let text, type: "str")?) = recording.outcome, text.count <= 80 { texts.append(text) }
    }
    return ["str": Array(texts.uniqued.prefix(20))]
  }

  // MARK: - Documents and calls elsewhere

  private var documented: [(candidate: CallCandidate, want: String)] {
    let own = harvest.modules.flatMap { module in
      module.examples.compactMap { candidate(of: $0, in: module) }
    }
    return own
      + harvest.documents.compactMap { example in
        let module = harvest.modules.first { module in
          example.names.contains(where: module.names.contains) || example.imports.contains { $0.contains(module.name) }
        }
        return module.flatMap { candidate(of: example, in: $0) }
      }
  }

  private func candidate(
    of example: PythonHarvest.Example, in module: PythonHarvest.Module
  ) -> (candidate: CallCandidate, want: String)? {
    let imported = example.imports.joined(separator: "\n")
    let own = example.names.filter { module.names.contains($0) && !imported.contains($0) }
    guard !own.isEmpty || !example.imports.isEmpty else { return nil }
    // What the text begins with names the subject, if it is a call at all.
    let head = example.call.prefix { $0.isLetter || $0.isNumber || "._".contains($0) }
    let name = head.split(separator: ".").last.map(String.init) ?? module.name
    let lines = example.imports.flatMap { $0.split(separator: "\n").map(String.init) }
    return (
      CallCandidate(
        subject: name, group: module.classes.first { $0.name == name }?.name ?? name, setup: example.setup,
        call: example.call, inputWords: "the documented example",
        imports: (lines + own.map { "from \(module.name) import \($0)" }).uniqued.sorted()), example.want
    )
  }

  private var used: [CallCandidate] {
    composers.flatMap { composer -> [CallCandidate] in
      composer.module.functions.filter { selection.overlaps(composer.module.path, $0.lines) }.flatMap { function in
        harvest.usages.filter { $0.function == function.name }.uniqued.prefix(30).map { usage in
          CallCandidate(
            subject: function.name, group: function.name,
            call: "\(function.name)(\((usage.arguments + usage.named).joined(separator: ", ")))",
            inputWords: usage.arguments.prefix(2).map(PythonValue.words).filter { !$0.isEmpty }
              .joined(separator: " and "),
            imports: [composer.import(of: function.name)])
        }
      }
    }
  }
}

extension Selection {
  /// Whether any line of a stretch was selected.
  func overlaps(_ path: RelativePath, _ lines: LineRange) -> Bool {
    guard let ranges = files[path] else { return false }
    return ranges.map { $0.contains { $0.overlaps(lines) } } ?? true
  }
}
