internal import SourceText
internal import Verification

/// What a build's output says of the candidates.
struct CompilerOutput {
  /// What the compiler said against each candidate, by its number: the first error of each.
  private(set) var faults: [Int: String] = [:]

  /// Where that stands, by the same numbers; none for what has no place.
  private(set) var places: [Int: RecordingRun.Place] = [:]

  /// The first error that is no candidate's; nil when there is none.
  private(set) var other: String?

  /// Reads the output of a build.
  ///
  /// - Parameters:
  ///   - text: both streams.
  ///   - area: the absolute path of the work area.
  ///   - chunks: the files of candidates that were built.
  init(_ text: String, area: String, chunks: [CandidateSource.Chunk]) {
    let owners = Dictionary(chunks.map { ($0.name, $0.owners) }) { first, _ in first }
    let lines = Dictionary(
      chunks.map { ($0.name, $0.text.split(separator: "\n", omittingEmptySubsequences: false)) }
    ) { first, _ in first }
    for diagnostic in CompilerDiagnostic.all(in: text, area: area) where diagnostic.kind == .error {
      if let path = diagnostic.path, let numbers = owners[path.name], numbers.indices.contains(diagnostic.line - 1),
        let number = numbers[diagnostic.line - 1]
      {
        if faults[number] == nil, let text = lines[path.name]?[diagnostic.line - 1] {
          places[number] = RecordingRun.Place(line: String(text), column: diagnostic.column)
        }
        faults[number] = faults[number] ?? diagnostic.message
      } else {
        let place = diagnostic.path.map { "\($0):\(diagnostic.line): " } ?? ""
        other = other ?? place + diagnostic.message
      }
    }
    for line in text.split(whereSeparator: \.isNewline) {
      guard let number = Self.crashed(on: line) else { continue }
      faults[number] = faults[number] ?? "the compiler crashes on it"
    }
  }

  /// The candidate that a compiler's stack dump names: `While emitting SIL for 'fulcrumCandidate12()' (at ...)`.
  private static func crashed(on line: Substring) -> Int? {
    guard line.contains("While "), let name = line.split(separator: "fulcrumCandidate", maxSplits: 1).dropFirst().first
    else { return nil }
    return Int(name.prefix { $0.isNumber })
  }
}
