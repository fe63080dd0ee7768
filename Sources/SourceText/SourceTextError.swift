/// What is wrong with a piece of text that names a place or a content.
package struct SourceTextError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    case invalidPath
    case invalidObjectID
    case invalidPattern
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
