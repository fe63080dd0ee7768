internal import SwiftSyntax

/// Lines moved to the left.
enum Indentation {
  /// Whole lines with some blanks less at their beginning.
  ///
  /// Strings of several lines lose as many blanks as their closing line, so that their values stay.
  ///
  /// - Parameters:
  ///   - lines: from the beginning of a line to the end of one.
  ///   - outer: the blanks that the lines keep.
  ///   - inner: the blanks behind those, which go.
  /// - Returns: nil when a line that is not empty begins with less.
  static func removed(_ lines: Range<Int>, outer: String, inner: String, in source: ParsedSource) -> String? {
    var result: [String] = []
    for line in source.string(lines).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.allSatisfy({ ParsedSource.isBlank($0) || $0 == UInt8(ascii: "\r") }) {
        result.append(String(decoding: line, as: UTF8.self))
        continue
      }
      guard line.starts(with: (outer + inner).utf8) else { return nil }
      result.append(outer + String(decoding: line.dropFirst((outer + inner).utf8.count), as: UTF8.self))
    }
    return result.joined(separator: "\n")
  }

  /// The lines within a block, moved to where the statement stands that the block belongs to.
  ///
  /// - Returns: without the last line end; nil when a line cannot be moved.
  static func lines(of block: CodeBlockSyntax, under start: Int, in source: ParsedSource) -> String? {
    let (open, close) = (block.leftBrace.byteRange, block.rightBrace.byteRange.lowerBound)
    let (first, last) = (source.nextLine(open.upperBound), source.lineStart(close))
    guard first < last else { return nil }
    return removed(
      first..<source.lineStop(last - 1), outer: source.indentation(at: start),
      inner: unit(of: open.lowerBound..<close, under: start, in: source), in: source)
  }

  /// What a file indents with: what the first line within braces has more than the line that the statement begins on.
  static func unit(of body: Range<Int>, under start: Int, in source: ParsedSource) -> String {
    let outer = source.indentation(at: start)
    let next = source.nextLine(body.lowerBound)
    guard next < body.upperBound else { return "  " }
    let inner = source.indentation(at: next)
    return inner.hasPrefix(outer) && inner.utf8.count > outer.utf8.count
      ? String(inner.dropFirst(outer.count)) : "  "
  }
}
