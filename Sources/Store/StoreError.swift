/// What is wrong with the store.
package struct StoreError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// The file cannot be opened, read or written.
    case unavailable

    /// The file is no store, or a newer program's.
    case unreadable

    /// What is to be kept is too much, or makes no sense.
    case refused
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
