internal import SwiftOperators
internal import SwiftParser
internal import SwiftSyntax

/// A file with its syntax tree, and its bytes, in which edits are counted.
struct ParsedSource {
  let path: String
  let bytes: [UInt8]
  let tree: SourceFileSyntax

  /// How its lines end, by the first of them.
  let lineEnd: String

  init(_ file: SourceFile) {
    path = file.path
    let bytes = Array(file.text.utf8)
    self.bytes = bytes
    tree = Parser.parse(source: file.text)
    let first = bytes.firstIndex(of: Self.newline)
    lineEnd = first.map { $0 > 0 && bytes[$0 - 1] == Self.carriageReturn } == true ? "\r\n" : "\n"
  }

  /// The tree with operators and their operands in order; those of other modules' operators stay as they are.
  var folded: Syntax {
    var table = OperatorTable.standardOperators
    table.addSourceFile(tree) { _ in }
    return table.foldAll(tree) { _ in }
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func string(_ node: some SyntaxProtocol) -> String { string(node.byteRange) }

  /// The number of a byte's line, from 1.
  func line(of offset: Int) -> Int { bytes[..<min(offset, bytes.count)].count { $0 == Self.newline } + 1 }

  /// Where the line of a byte begins.
  func lineStart(_ offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: Self.newline).map { $0 + 1 } ?? (bytes.starts(with: Self.mark) ? 3 : 0)
  }

  /// Where the line of a byte ends, before its line end.
  func lineStop(_ offset: Int) -> Int {
    let newline = bytes[offset...].firstIndex(of: Self.newline) ?? bytes.count
    return newline > 0 && newline < bytes.count && bytes[newline - 1] == Self.carriageReturn ? newline - 1 : newline
  }

  /// Where the line after that of a byte begins; the end of the file for the last.
  func nextLine(_ offset: Int) -> Int { (bytes[offset...].firstIndex(of: Self.newline) ?? bytes.count - 1) + 1 }

  /// The blanks with which the line of a byte begins.
  func indentation(at offset: Int) -> String {
    let start = lineStart(offset)
    return string(start..<(bytes[start...].firstIndex { !Self.isBlank($0) } ?? bytes.count))
  }

  /// Whether nothing but blanks stands before a byte on its line.
  func isFirstOnLine(_ offset: Int) -> Bool { bytes[lineStart(offset)..<offset].allSatisfy(Self.isBlank) }

  /// Whether nothing but blanks stands behind a byte on its line.
  func isLastOnLine(_ offset: Int) -> Bool { bytes[offset..<max(offset, lineStop(offset))].allSatisfy(Self.isBlank) }

  /// A range and, when nothing else stands on its lines, these whole; else the blanks behind it.
  func removal(of range: Range<Int>) -> Range<Int> {
    if isFirstOnLine(range.lowerBound), isLastOnLine(range.upperBound) {
      return lineStart(range.lowerBound)..<nextLine(range.upperBound)
    }
    return range.lowerBound..<(bytes[range.upperBound...].firstIndex { !Self.isBlank($0) } ?? bytes.count)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
