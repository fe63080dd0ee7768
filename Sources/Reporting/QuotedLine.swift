internal import Redaction

/// A line of code as a terminal shows it, and the mark below what is quoted of it.
///
/// Tabs go to the next multiple of four columns, hidden characters are in visible form, and the mark counts columns as the
/// terminal does. A long line is cut behind its beginning, and in front of it when the indentation alone would fill half of
/// the room.
struct QuotedLine {
  private static let tabStop = 4

  /// Without blanks at the end.
  let code: String

  /// `^~~~` below all of the line but its indentation; empty for a line of blanks.
  let mark: String

  /// - Parameter width: the most columns, at least 2.
  init(_ line: String, width: Int) {
    let scalars = line.unicodeScalars
    let indentation = scalars.prefix(while: Self.isBlank)
    var column = indentation.reduce(0) { $0 + Self.columns(of: $1, at: $0) }
    var pieces: [(text: String, width: Int)] = []
    if column > width / 2 {
      pieces = [("…", 1)]
      column = 1
    } else {
      pieces = [(String(repeating: " ", count: column), column)]
    }
    let start = column
    var rest = scalars.dropFirst(indentation.count)
    while rest.last.map(Self.isBlank) == true { rest.removeLast() }
    for scalar in rest {
      let count = Self.columns(of: scalar, at: column)
      let text =
        scalar == "\t" ? String(repeating: " ", count: count) : TerminalText.escaped(String(scalar))
      pieces.append((text, count))
      column += count
      if column > width { break }
    }
    if column > width {
      while column > width - 1, let last = pieces.popLast() { column -= last.width }
      pieces.append(("…", 1))
      column += 1
    }
    code = rest.isEmpty ? "" : pieces.map(\.text).joined()
    mark =
      rest.isEmpty
      ? ""
      : String(repeating: " ", count: start) + "^" + String(repeating: "~", count: max(0, column - start - 1))
  }

  private static func columns(of scalar: Unicode.Scalar, at column: Int) -> Int {
    if scalar == "\t" { return tabStop - column % tabStop }
    let visible = TerminalText.escaped(String(scalar))
    return DisplayWidth.of(visible)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
