/// A file's text with mutants in it, and the way back from a place in it to the file and to the mutant.
package struct MutatedText: Sendable {
  package let string: String

  /// Where a place of the mutated text is from.
  package struct Origin: Hashable, Sendable {
    /// The byte of the file.
    package let offset: Int

    /// The point whose inserted text it is, by its index; nil for the file's own text.
    package let point: Int?
  }

  private struct Edit {
    let offset: Int
    let length: Int
    let text: String
    let point: Int

    /// What stands first of the edits at one byte: what ends there, the innermost first; what begins there, the outermost
    /// first; what replaces the text there.
    let rank: (Int, Int)
  }

  private struct Piece {
    let start: Int
    let origin: Int
    let point: Int?
  }

  private let pieces: [Piece]
  private let lineStarts: [Int]

  init(_ text: [UInt8], points: [MutationPoint], choices: [Schemata.Choice]) {
    var edits: [Edit] = []
    for choice in choices {
      let point = points[choice.point]
      let form = point.forms[choice.form]
      func add(_ offset: Int, _ length: Int, _ text: String, _ rank: (Int, Int)) {
        guard !text.isEmpty || length > 0 else { return }
        let text = SchemaForm.numbered(text, choice.numbers)
        edits.append(Edit(offset: offset, length: length, text: text, point: choice.point, rank: rank))
      }
      add(point.range.upperBound, 0, form.suffix, (0, -choice.point))
      add(point.range.lowerBound, 0, form.prefix, (1, choice.point))
      if let infix = form.infix, let range = point.operatorRange {
        add(range.lowerBound, range.count, infix, (2, 0))
      }
    }
    edits.sort { ($0.offset, $0.rank.0, $0.rank.1) < ($1.offset, $1.rank.0, $1.rank.1) }

    var (output, pieces, position): ([UInt8], [Piece], Int) = ([], [], 0)
    for edit in edits {
      if edit.offset > position {
        pieces.append(Piece(start: output.count, origin: position, point: nil))
        output += text[position..<edit.offset]
        position = edit.offset
      }
      pieces.append(Piece(start: output.count, origin: edit.offset, point: edit.point))
      output += edit.text.utf8
      position += edit.length
    }
    pieces.append(Piece(start: output.count, origin: position, point: nil))
    output += text[position...]
    self.pieces = pieces
    lineStarts = SourceLines.starts(output)
    string = String(decoding: output, as: UTF8.self)
  }

  /// Where a place of the mutated text is from.
  ///
  /// - Parameters:
  ///   - line: counted from 1.
  ///   - column: counted from 1 in bytes.
  /// - Returns: nil for a place behind the end.
  package func origin(line: Int, column: Int) -> Origin? {
    guard lineStarts.indices.contains(line - 1) else { return nil }
    let offset = lineStarts[line - 1] + max(0, column - 1)
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= offset { low = middle } else { high = middle }
    }
    let piece = pieces[low]
    return Origin(offset: piece.point == nil ? piece.origin + offset - piece.start : piece.origin, point: piece.point)
  }
}
