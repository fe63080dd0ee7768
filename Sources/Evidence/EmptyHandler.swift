internal import SourceCode
internal import SourceText

/// Error handlers in braces, as in Swift, JavaScript and Java.
enum BraceHandler {
  /// Whether the handler whose `catch` stands at a range does nothing, and no comment in it says why.
  static func isEmpty(_ file: ChangedFile, at range: Range<Int>) -> Bool {
    let index = file.lineIndex(at: range.lowerBound)
    let line = file.lines[index]
    // The brace behind `catch`, `catch (Error e)`, `catch let error`, or in `.catch(() => {`.
    guard let brace = file.code[range.upperBound..<line.range.upperBound].firstIndex(of: UInt8(ascii: "{")) else {
      return false
    }
    if saysIgnored(file, range.upperBound..<brace) || hasComment(file, beside: index) { return false }
    let rest = file.trimmed(brace + 1..<line.range.upperBound)
    if !rest.isEmpty { return file.bytes[rest.lowerBound] == UInt8(ascii: "}") }
    guard let next = file.line(after: index) else { return false }
    let start = file.trimmed(next.range).lowerBound
    return start < next.range.upperBound && file.bytes[start] == UInt8(ascii: "}")
  }

  /// Whether the error that is caught bears a name by which Java's style checkers, too, take it for ignored on purpose.
  private static func saysIgnored(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    file.code[range].split { !isNameByte($0) }.contains { word in
      ["ignored", "ignore", "expected", "_"].contains { word.elementsEqual($0.utf8) }
    }
  }
}

/// Python's `except` clauses.
enum PythonHandler {
  /// Whether the clause at a range catches everything and passes.
  ///
  /// To pass on one particular error, such as a missing file, is an idiom.
  static func isEmpty(_ file: ChangedFile, at range: Range<Int>) -> Bool {
    let index = file.lineIndex(at: range.lowerBound)
    let line = file.lines[index]
    guard let colon = file.code[range.upperBound..<line.range.upperBound].firstIndex(of: UInt8(ascii: ":")) else {
      return false
    }
    let caught = file.trimmed(range.upperBound..<colon)
    let name = file.code[caught].prefix { isNameByte($0) }
    let catchesAll = ["", "Exception", "BaseException"].contains { name.elementsEqual($0.utf8) }
    guard catchesAll, name.isEmpty == caught.isEmpty, !hasComment(file, beside: index) else { return false }
    let rest = file.trimmed(colon + 1..<line.range.upperBound)
    if !rest.isEmpty { return isPass(file, rest) }
    guard let next = file.line(after: index) else { return false }
    return isPass(file, file.trimmed(next.range))
  }

  private static func isPass(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    file.bytes[range].elementsEqual("pass".utf8) || file.bytes[range].elementsEqual("...".utf8)
  }
}

/// Whether a comment stands behind the code of a line, or is all that the line before it holds.
private func hasComment(_ file: ChangedFile, beside index: Int) -> Bool {
  func codeEnd(_ range: Range<Int>) -> Int { range.last { !isBlank(file.code[$0]) }.map { $0 + 1 } ?? range.lowerBound }
  let line = file.trimmed(file.lines[index].range)
  if codeEnd(line) < line.upperBound { return true }
  guard let before = file.line(before: index) else { return false }
  let text = file.trimmed(before.range)
  return !text.isEmpty && codeEnd(text) == text.lowerBound
}
