package import SourceText

/// Where a text that a model copied stands in a file.
///
/// Models copy almost right: blanks at line ends get lost, a block loses its indentation, a dash becomes a hyphen. So there
/// are tiers, each laxer than the one before and tried only when that found nothing; and a place counts only if it is the
/// only one of its tier. (Codex takes the first of several; opencode's block anchors match anything between two lines.)
/// All of it is linear in both texts.
package enum EditMatch {
  /// What a match overlooks, least first.
  package enum Tier: Int, Hashable, Sendable, CaseIterable {
    case exact

    /// Blanks and carriage returns at line ends.
    case trailingSpace

    /// That all lines are indented by the same more or less.
    case indentation

    /// Dashes, quotation marks and spaces that are not ASCII.
    case punctuation
  }

  /// The one place that a text has.
  package struct Place: Hashable, Sendable {
    package var tier: Tier

    /// Bytes of the file.
    package var range: Range<Int>

    /// Lines of the file, counted from 1.
    package var lines: LineRange

    /// How the file's lines are indented, seen from the text.
    package var shift: IndentationShift
  }

  package enum Outcome: Hashable, Sendable {
    case found(Place)

    /// There are several places at the first tier that has any; the lines where the first of them begin.
    case ambiguous(Tier, count: Int, lines: [Int])

    /// There is none; the places that come nearest, best first.
    case absent([EditCandidate])
  }

  /// How many places are named.
  static let placeLimit = 5

  /// Finds a text.
  ///
  /// - Parameters:
  ///   - old: the text; an empty one is nowhere.
  ///   - file: the file's content.
  package static func find(old: String, in file: [UInt8]) -> Outcome {
    let source = SourceLines(file)
    let wanted = WantedText(old)
    let bytes = wanted.bytes(usingCarriageReturns: source.usesCarriageReturns)
    let exact = Occurrences(of: bytes, in: file, limit: placeLimit)
    if exact.count == 1 {
      let range = exact.positions[0]..<exact.positions[0] + bytes.count
      return .found(Place(tier: .exact, range: range, lines: lines(of: range, in: source), shift: .none))
    }
    if exact.count > 1 {
      return .ambiguous(.exact, count: exact.count, lines: exact.positions.map(source.lineNumber))
    }
    let search = LineSearch(source, wanted.lines)
    for tier in Tier.allCases.dropFirst() {
      switch search.find(tier, from: 0) {
      case .none: continue
      case .several(let count, let starts): return .ambiguous(tier, count: count, lines: starts.map { $0 + 1 })
      case .one(let start, let shift):
        let last = start + wanted.lines.count - 1
        let end = wanted.endsWithLineFeed ? source.lines[last].end : source.lines[last].content.upperBound
        let range = source.lines[start].content.lowerBound..<end
        // A text that ends a line cannot be where the file ends without one.
        if wanted.endsWithLineFeed, source.lines[last].content.upperBound == end { continue }
        return .found(
          Place(tier: tier, range: range, lines: lines(start, wanted.lines.count), shift: shift))
      }
    }
    return .absent(EditCandidate.nearest(to: wanted.lines, in: source))
  }

  private static func lines(of range: Range<Int>, in source: SourceLines) -> LineRange {
    let first = source.lineNumber(at: range.lowerBound)
    return LineRange(first, max(first, source.lineNumber(at: max(range.lowerBound, range.upperBound - 1))))
  }

  private static func lines(_ start: Int, _ count: Int) -> LineRange { LineRange(start + 1, start + max(1, count)) }
}

/// A text that a model wrote, by lines.
struct WantedText {
  let text: String

  /// Without their ends.
  let lines: [ArraySlice<UInt8>]

  let endsWithLineFeed: Bool

  init(_ text: String) {
    self.text = text
    endsWithLineFeed = text.utf8.last == UInt8(ascii: "\n")
    var pieces = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What is behind the last line feed has no end, so that a carriage return there is none.
    guard let last = pieces.popLast() else {
      lines = []
      return
    }
    let ended = pieces.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    lines = endsWithLineFeed ? ended : ended + [last]
  }

  /// The text as it would stand in a file with such line ends.
  func bytes(usingCarriageReturns: Bool) -> [UInt8] {
    guard usingCarriageReturns else { return Array(text.utf8) }
    return Array(lines.joined(separator: Array("\r\n".utf8))) + Array((endsWithLineFeed ? "\r\n" : "").utf8)
  }
}
