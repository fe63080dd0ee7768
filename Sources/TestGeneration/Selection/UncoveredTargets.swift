internal import SourceCode
internal import SourceText
internal import Verification

/// What is worth testing next: functions with code that nothing runs.
enum UncoveredTargets {
  /// Targets of a report at most.
  static let limit = 50

  /// The functions with uncovered lines; first those with most of them, those with more branches before others.
  ///
  /// - Parameters:
  ///   - coverage: what runs now.
  ///   - sources: the files' texts.
  static func ranked(
    in coverage: CoverageReport, sources: [(path: RelativePath, text: String)]
  ) -> [GenerationReport.Uncovered] {
    var targets: [(target: GenerationReport.Uncovered, weight: Int)] = []
    for source in sources {
      guard let file = coverage.files.first(where: { $0.path == source.path }) else { continue }
      let open = Set(file.lines.filter { $0.value == 0 }.map(\.key))
      let missed = Dictionary(grouping: file.branches.filter { !$0.isTaken }, by: \.line).mapValues(\.count)
      var left = open
      for symbol in functions(in: source) {
        let lines = left.filter { symbol.lines.contains($0) }.sorted()
        guard !lines.isEmpty else { continue }
        left.subtract(lines)
        let branches = missed.filter { symbol.lines.contains($0.key) }.values.reduce(0, +)
        let name = symbol.container.map { "\($0).\(symbol.name)" } ?? symbol.name
        targets.append(
          (
            GenerationReport.Uncovered(path: source.path, subject: name, lines: lines), lines.count * 2 + branches
          ))
      }
      if !left.isEmpty {
        let lines = left.sorted()
        targets.append((GenerationReport.Uncovered(path: source.path, subject: "", lines: lines), lines.count))
      }
    }
    return targets.sorted { left, right in
      (right.weight, left.target.path.string, left.target.lines[0])
        < (left.weight, right.target.path.string, right.target.lines[0])
    }.prefix(limit).map(\.target)
  }

  /// Functions and methods, the innermost first.
  static func functions(in source: (path: RelativePath, text: String)) -> [Symbol] {
    let bytes = Array(source.text.utf8)
    guard let language = Language(path: source.path, content: bytes) else { return [] }
    return SymbolExtraction(of: bytes, in: language).definitions
      .filter { $0.kind == .function || $0.kind == .method }.sorted { $0.lines.count < $1.lines.count }
  }
}
