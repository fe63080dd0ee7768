/// A text that must not be shown: every way of printing it gives a placeholder.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The text itself, for the one who sends it where it belongs.
  package func reveal() -> String { text }

  package var description: String { "(secret)" }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
