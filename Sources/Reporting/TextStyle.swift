internal import SourceText

/// Colours for a terminal, or none.
struct TextStyle: Sendable {
  let isColored: Bool

  func bold(_ text: String) -> String { paint("1", text) }

  func dim(_ text: String) -> String { paint("2", text) }

  func warning(_ text: String) -> String { paint("1;33", text) }

  func success(_ text: String) -> String { paint("32", text) }

  func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .critical: paint("1;31", text)
    case .high: paint("31", text)
    case .medium: paint("33", text)
    case .low: paint("36", text)
    case .note: paint("2", text)
    }
  }

  /// Wraps a text into a "select graphic rendition" sequence of ECMA-48.
  private func paint(_ code: String, _ text: String) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
