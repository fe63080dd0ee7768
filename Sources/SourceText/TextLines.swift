/// The lines of a text that may come from anywhere.
package enum TextLines {
  /// The pieces between the line feeds, as they are; a carriage return stays at the end of its line.
  ///
  /// Split by scalars: to Swift a carriage return and a line feed are one character, which is no line feed.
  package static func split(_ text: some StringProtocol) -> [Substring] {
    String(text).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
  }
}
