internal import SourceText
internal import Tools

/// Finds the place in a change that a quotation is about, or says why there is none.
///
/// A model's line numbers are not believed: the quotation must stand in the diff, and it must include or adjoin a changed
/// line. Where it stands in several places, the model's line number may choose between them, and nothing else may.
struct QuoteAnchor {
  enum Placement: Hashable {
    case anchored(Finding.Location, quote: String)

    /// Why not, worded for the model.
    case unanchored(String)
  }

  private let filesByPath: [String: FileChange]

  init(_ change: ChangeSet) {
    var files: [String: FileChange] = [:]
    for file in change.files {
      if let old = file.oldPath { files[old.string] = file }
    }
    for file in change.files { files[file.path.string] = file }
    filesByPath = files
  }

  func place(_ candidate: CandidateFinding) -> Placement {
    let path = candidate.path.hasPrefix("./") ? String(candidate.path.dropFirst(2)) : candidate.path
    guard let file = filesByPath[path] else {
      return .unanchored("\(candidate.path) is not a file of this change")
    }
    let sides = file.hunks.flatMap { [HunkSide($0, .new), HunkSide($0, .old)] }
    for quote in Self.readings(of: candidate.quote) {
      for comparison in [LineComparison.exact, .foldingSpace] {
        let matches = sides.flatMap { $0.matches(of: quote, by: comparison) }
        guard !matches.isEmpty else { continue }
        return choose(from: matches, for: candidate, in: file)
      }
    }
    return .unanchored("the quoted lines do not stand in the diff of \(path)" + nearest(to: candidate.quote, in: file))
  }

  /// The changed line that is most like the quotation's first, in words for the model; empty when none is like it.
  private func nearest(to quote: String, in file: FileChange) -> String {
    guard let first = Self.readings(of: quote).first?.first else { return "" }
    let changed = file.hunks.flatMap(\.lines).filter { $0.kind != .context }
    let ranked = changed.map { (likeness: WordLikeness.of(String(first), $0.text), line: $0) }
    guard let best = ranked.max(by: { $0.likeness < $1.likeness }), best.likeness >= 0.3 else { return "" }
    let place = best.line.kind == .added ? "line \(best.line.newNumber)" : "a removed line"
    return "; most like it is \(place): `\(best.line.text.prefix(200))`"
  }

  private func choose(from matches: [HunkMatch], for candidate: CandidateFinding, in file: FileChange) -> Placement {
    // The same context lines stand on both sides: the new one counts.
    let changed = matches.filter { $0.contact == .includes }
    let near = changed.isEmpty ? matches.filter { $0.contact == .adjoins } : changed
    let new = near.filter { $0.side == .new }
    let possible = new.isEmpty ? near : new
    guard let first = possible.first else {
      return .unanchored("the quoted lines of \(candidate.path) are not changed here; quote the changed line itself")
    }
    var best = first
    if possible.count > 1 {
      guard let line = candidate.line else {
        let places = possible.map { String($0.lines.first) }.joined(separator: ", ")
        return .unanchored("the quoted lines stand at lines \(places) of \(candidate.path); give `line`, or quote more")
      }
      best = possible.min { abs($0.lines.first - line) < abs($1.lines.first - line) } ?? first
    }
    let path = best.side == .old ? file.oldPath ?? file.path : file.path
    return .anchored(Finding.Location(path: path, lines: best.lines, side: best.side), quote: best.text)
  }

  /// The lines that a quotation may mean: as they are; and without the numbers or marks of the diff, if all have them.
  private static func readings(of quote: String) -> [[Substring]] {
    var lines = TextLines.split(quote)[...]
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    let plain = Array(lines)
    guard !plain.isEmpty else { return [] }
    var readings = [plain]
    let unnumbered = plain.map(withoutNumber)
    if unnumbered.allSatisfy({ $0 != nil }) { readings.append(unnumbered.compactMap { $0 }) }
    let unmarked = plain.map { $0.first.map { "+- ".contains($0) } == true ? $0.dropFirst() : nil }
    if unmarked.allSatisfy({ $0 != nil }) { readings.append(unmarked.compactMap { $0 }) }
    return readings
  }

  /// `   42 +text` as `text`; nil for a line of another form.
  private static func withoutNumber(_ line: Substring) -> Substring? {
    let rest = line.drop { $0 == " " }.drop { $0.isASCII && $0.isNumber }
    guard rest.startIndex != line.startIndex, rest.first == " " else {
      return rest.first == "-" && rest.startIndex != line.startIndex ? rest.dropFirst() : nil
    }
    let marked = rest.dropFirst()
    return marked.isEmpty ? marked : marked.first.map { "+- ".contains($0) } == true ? marked.dropFirst() : nil
  }
}
