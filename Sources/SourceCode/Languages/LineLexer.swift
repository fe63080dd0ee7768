/// Blanks out strings and comments, one line after the other, with what is open carried from line to line.
///
/// A hunk may begin in the middle of a file, so the lexer assumes that nothing is open there. It then relies on two
/// habits: a line that begins with an asterisk and a space continues a comment in languages with `/*`, and a string
/// that may not span lines ends with its line, whatever was misread.
package struct LineLexer {
  private enum State {
    case code
    case blockComment(depth: Int)
    case string(Language.Syntax.StringForm)
  }

  private let syntax: Language.Syntax
  private var state = State.code

  /// - Parameter syntax: how the language writes comments and strings.
  package init(_ syntax: Language.Syntax) { self.syntax = syntax }

  /// Whether a string that spans lines is open.
  package var isInString: Bool { if case .string = state { true } else { false } }

  /// Replaces the content of strings, and comments whole, by spaces; quotes stay.
  ///
  /// - Parameters:
  ///   - bytes: a buffer that holds the line.
  ///   - range: the line's bytes, without its line feed.
  package mutating func blank(_ bytes: inout [UInt8], _ range: Range<Int>) {
    var index = range.lowerBound
    if case .code = state, syntax.blockComment != nil, continuesComment(bytes, range) {
      erase(&bytes, range)
      return
    }
    while index < range.upperBound {
      switch state {
      case .code: index = lexCode(&bytes, index, range.upperBound)
      case .blockComment(let depth): index = lexComment(&bytes, index, range.upperBound, depth)
      case .string(let form): index = lexString(&bytes, index, range.upperBound, form)
      }
    }
    if case .string(let form) = state, !form.spansLines { state = .code }
  }

  private mutating func lexCode(_ bytes: inout [UInt8], _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end {
      let byte = bytes[index]
      guard syntax.isOpening[Int(byte)] else {
        index += 1
        continue
      }
      if syntax.lineComments.contains(where: { has($0, bytes, index, end) }), beginsComment(bytes, index, start) {
        erase(&bytes, index..<end)
        return end
      }
      if let comment = syntax.blockComment, has(comment.opening, bytes, index, end) {
        erase(&bytes, index..<index + comment.opening.count)
        state = .blockComment(depth: 1)
        return index + comment.opening.count
      }
      if let form = syntax.strings.first(where: { has($0.opening, bytes, index, end) }) {
        state = .string(form)
        return index + form.opening.count
      }
      if syntax.hasLifetimes, byte == UInt8(ascii: "'") {
        index = endOfCharacter(&bytes, index, end)
      } else if syntax.hasRegexLiterals, byte == UInt8(ascii: "/") {
        index = endOfRegex(&bytes, index, end)
      } else {
        index += 1
      }
    }
    return end
  }

  private mutating func lexComment(_ bytes: inout [UInt8], _ start: Int, _ end: Int, _ depth: Int) -> Int {
    guard let comment = syntax.blockComment else { return end }
    var index = start
    while index < end {
      if has(comment.closing, bytes, index, end) {
        erase(&bytes, index..<index + comment.closing.count)
        state = depth > 1 ? .blockComment(depth: depth - 1) : .code
        return index + comment.closing.count
      }
      if syntax.blockCommentsNest, has(comment.opening, bytes, index, end) {
        erase(&bytes, index..<index + comment.opening.count)
        state = .blockComment(depth: depth + 1)
        return index + comment.opening.count
      }
      bytes[index] = UInt8(ascii: " ")
      index += 1
    }
    return end
  }

  private mutating func lexString(
    _ bytes: inout [UInt8], _ start: Int, _ end: Int, _ form: Language.Syntax.StringForm
  ) -> Int {
    var index = start
    while index < end {
      if has(form.closing, bytes, index, end) {
        state = .code
        return index + form.closing.count
      }
      let isEscape = form.hasEscapes && bytes[index] == UInt8(ascii: "\\") && index + 1 < end
      let next = index + (isEscape ? 2 : 1)
      erase(&bytes, index..<next)
      index = next
    }
    return end
  }

  /// Whether a mark of a line comment is one: `#` also stands in `$#`, `${#name}` and `color#`.
  private func beginsComment(_ bytes: [UInt8], _ index: Int, _ start: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "#"), index > start else { return true }
    return isBlank(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: ";")
  }

  private func continuesComment(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard let star = range.first(where: { !isBlank(bytes[$0]) }), bytes[star] == UInt8(ascii: "*") else { return false }
    guard star + 1 < range.upperBound else { return true }
    return bytes[star + 1] == UInt8(ascii: " ") || bytes[star + 1] == UInt8(ascii: "/")
  }

  /// `'x'` and `'\n'` are characters, `'a` a lifetime.
  private func endOfCharacter(_ bytes: inout [UInt8], _ index: Int, _ end: Int) -> Int {
    let isEscape = index + 1 < end && bytes[index + 1] == UInt8(ascii: "\\")
    let close = index + (isEscape ? 3 : 2)
    guard close < end, bytes[close] == UInt8(ascii: "'") else { return index + 1 }
    erase(&bytes, index + 1..<close)
    return close + 1
  }

  /// A slash where a value is expected begins a regular expression, whose quotes open no string.
  private func endOfRegex(_ bytes: inout [UInt8], _ start: Int, _ end: Int) -> Int {
    var before = start
    while before > 0, isBlank(bytes[before - 1]) { before -= 1 }
    let isValue = before == 0 || "(,=:[!&|?{};\n".utf8.contains(bytes[before - 1])
    guard isValue else { return start + 1 }
    var index = start + 1
    var isInClass = false
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        erase(&bytes, start + 1..<index)
        return index + 1
      default: break
      }
      index += 1
    }
    return start + 1
  }

  private func has(_ literal: [UInt8], _ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    guard index + literal.count <= end else { return false }
    for offset in literal.indices where bytes[index + offset] != literal[offset] { return false }
    return true
  }

  private func erase(_ bytes: inout [UInt8], _ range: Range<Int>) {
    for index in range { bytes[index] = UInt8(ascii: " ") }
  }
}
