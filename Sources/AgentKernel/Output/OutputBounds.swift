/// What one result may put into the conversation, whatever the tool: the beginning and the end of it.
package enum OutputBounds {
  /// Bytes of one result, without the line that says what was left out.
  ///
  /// A little more than the 32 KiB to which the tools that know their own text keep themselves, since what they say of the
  /// rest (which line to go on from) is better than what can be said here.
  package static let sizeLimit = 36 << 10

  /// The tool that pages through what was kept.
  package static let toolName = "read_output"

  /// The text if it is short enough, else its beginning and its end, and between them where the rest is.
  ///
  /// - Parameters:
  ///   - text: what a tool says.
  ///   - whole: what the text was shortened from by the tool itself; nil when it was not.
  ///   - store: takes the whole text; nil when nobody could read it.
  static func bounded(
    _ text: String, whole: String? = nil, keepingIn store: (any OutputStore)?
  ) async -> String {
    let size = text.utf8.count
    guard size > sizeLimit else {
      guard let whole, let name = await store?.keep(whole) else { return text }
      return "\(text)[`\(toolName)` shows all of it: id \"\(name)\"]\n"
    }
    let (head, tail) = (head(of: text, size: sizeLimit / 3 * 2), tail(of: text, size: sizeLimit / 3))
    let gap = "\(size - head.utf8.count - tail.utf8.count) bytes are left out here"
    guard let name = await store?.keep(whole ?? text) else {
      return "\(head)\n[\(gap); ask for a smaller part]\n\(tail)"
    }
    let next = OutputLines.split(String(head)).count + 1
    return "\(head)\n[\(gap); `\(toolName)` shows them: id \"\(name)\", from_line \(next)]\n\(tail)"
  }

  /// The text if it is short enough, else its beginning and its end with a mark between them.
  static func shown(_ text: String, size: Int) -> String {
    guard text.utf8.count > size else { return text }
    return "\(head(of: text, size: size / 3 * 2))\n[...]\n\(tail(of: text, size: size / 3))"
  }

  /// The beginning, up to the end of a line if one ends near.
  private static func head(of text: String, size: Int) -> Substring {
    let end = text.boundary(atOrBefore: text.utf8.index(text.startIndex, offsetBy: size))
    let near = text.utf8.index(end, offsetBy: -size / 4)
    let lineEnd = text.utf8[near..<end].lastIndex(of: UInt8(ascii: "\n"))
    return text[..<(lineEnd ?? end)]
  }

  /// The end, from the beginning of a line if one begins near.
  private static func tail(of text: String, size: Int) -> Substring {
    let start = text.boundary(atOrBefore: text.utf8.index(text.endIndex, offsetBy: -size))
    let near = text.utf8.index(start, offsetBy: size / 4)
    let lineEnd = text.utf8[start..<near].firstIndex(of: UInt8(ascii: "\n"))
    return text[(lineEnd.map { text.utf8.index(after: $0) } ?? start)...]
  }
}
