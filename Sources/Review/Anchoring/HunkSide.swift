internal import SourceText

/// The lines of one side of a hunk, to be searched for a quotation.
struct HunkSide {
  private let side: Finding.Side
  private let lines: [DiffLine]

  /// For each line, whether the line before or after it in the hunk was added or removed.
  private let adjoinsChange: [Bool]

  init(_ hunk: Hunk, _ side: Finding.Side) {
    self.side = side
    let left: DiffLine.Kind = side == .new ? .removed : .added
    var lines: [DiffLine] = []
    var adjoins: [Bool] = []
    for (index, line) in hunk.lines.enumerated() where line.kind != left {
      // A merge brought it: it is context, and yet not in the old file.
      if side == .old, line.oldNumber == 0 { continue }
      lines.append(line)
      let neighbours = [index - 1, index + 1].filter { hunk.lines.indices.contains($0) }
      adjoins.append(neighbours.contains { hunk.lines[$0].kind != .context })
    }
    self.lines = lines
    adjoinsChange = adjoins
  }

  /// All places where the quoted lines follow one another.
  func matches(of quote: [Substring], by comparison: LineComparison) -> [HunkMatch] {
    guard !quote.isEmpty, quote.count <= lines.count else { return [] }
    return (0...(lines.count - quote.count)).compactMap { start in
      let range = start..<(start + quote.count)
      guard zip(range, quote).allSatisfy({ comparison.equal(lines[$0].text[...], $1) }) else { return nil }
      let contact: HunkMatch.Contact =
        range.contains { lines[$0].kind != .context }
        ? .includes : range.contains { adjoinsChange[$0] } ? .adjoins : .apart
      let numbers = range.map { side == .new ? lines[$0].newNumber : lines[$0].oldNumber }
      return HunkMatch(
        side: side, lines: LineRange(numbers[0], numbers[numbers.count - 1]),
        text: range.map { lines[$0].text }.joined(separator: "\n"), contact: contact)
    }
  }
}

/// A place where a quotation stands.
struct HunkMatch: Hashable {
  enum Contact {
    /// One of the lines is changed.
    case includes
    /// The line before or after is changed.
    case adjoins
    case apart
  }

  let side: Finding.Side
  let lines: LineRange
  let text: String
  let contact: Contact
}

/// How strictly two lines are held to be the same.
enum LineComparison {
  /// All but white space at the end.
  case exact

  /// Runs of white space count as one space, and none at the ends.
  case foldingSpace

  func equal(_ left: Substring, _ right: Substring) -> Bool {
    switch self {
    case .exact: Self.trimmedAtEnd(left) == Self.trimmedAtEnd(right)
    case .foldingSpace: left.split(whereSeparator: \.isWhitespace) == right.split(whereSeparator: \.isWhitespace)
    }
  }

  private static func trimmedAtEnd(_ line: Substring) -> Substring {
    var rest = line
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
