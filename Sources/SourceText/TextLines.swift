/// The lines of a text that may come from anywhere.
package enum TextLines {
  /// The pieces between the line feeds, as they are; a carriage return stays at the end of its line.
  ///
  /// Split by bytes: to Swift a carriage return and a line feed are one character, which is no line feed.
  package static func split(_ text: some StringProtocol) -> [Substring] {
    String(text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
  }
}
