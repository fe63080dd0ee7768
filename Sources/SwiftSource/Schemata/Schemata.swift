internal import SwiftSyntax

/// All mutants of a source file in one text, behind one switch.
///
/// Instead of one copy of the file for each mutant there is one compilation for all of them: texts are inserted that ask at
/// run time which mutant is active (muter's "mutant schemata", after Untch, Offutt and Harrold, 1993). Nothing is written
/// twice but short expressions that no helper takes, so that the text grows with the number of mutants alone, and no line
/// moves, so that coverage and diagnostics stay right.
package struct Schemata: Sendable {
  /// Where mutants can be, in the order of the file; of those at one place, the outermost first.
  package let points: [MutationPoint]

  /// Lines with code on them, without blanks and comments.
  package let codeLines: Int

  private let text: [UInt8]
  private let lineStarts: [Int]

  /// - Parameters:
  ///   - text: the whole source of a file.
  ///   - others: sources of the same module, for the operators that they declare.
  package init(_ text: String, others: [String] = []) {
    let source = MutationSource(text, others: others)
    let visitor = SchemataVisitor(source)
    visitor.walk(source.tree)
    self.text = source.text
    lineStarts = SourceLines.starts(source.text)
    points = visitor.points
    var lines: Set<Int> = []
    for token in source.tree.tokens(viewMode: .sourceAccurate) where !token.text.isEmpty {
      let range = token.byteRange
      lines.formUnion(
        SourceLines.line(
          range.lowerBound, lineStarts)...SourceLines.line(max(range.lowerBound, range.upperBound - 1), lineStarts))
    }
    codeLines = lines.count
  }

  /// The line and column of a byte, both counted from 1, the column in bytes.
  package func place(_ offset: Int) -> (line: Int, column: Int) {
    let line = SourceLines.line(offset, lineStarts)
    return (line, offset - lineStarts[line - 1] + 1)
  }

  /// A piece of the file.
  package func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// Writes the mutated text.
  ///
  /// - Parameter choices: which points are in it, and how.
  package func mutated(_ choices: [Choice]) -> MutatedText {
    MutatedText(text, points: points, choices: choices)
  }

  /// A point that is written, in one of its forms.
  package struct Choice: Hashable, Sendable {
    /// The index in `points`.
    package var point: Int

    /// The index in its `forms`.
    package var form: Int

    /// The numbers of its mutants, in the order of the form's changes; 0 for one that is left out.
    package var numbers: [Int]

    package init(point: Int, form: Int = 0, numbers: [Int]) {
      self.point = point
      self.form = form
      self.numbers = numbers
    }
  }
}

/// Where the lines of a text begin.
enum SourceLines {
  static func starts(_ text: [UInt8]) -> [Int] {
    [0] + text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
  }

  /// The number of the line, from 1, that a byte stands in.
  static func line(_ offset: Int, _ starts: [Int]) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
