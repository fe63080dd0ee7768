/// Why a language server gives no answer: what is wrong, where, and what to do.
package struct LanguageServerError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// No server is configured or found for the language.
    case absent

    /// It was not started, or did not take part in the greeting.
    case notStarted

    /// It has ended, or breaks the protocol.
    case lost

    /// It did not answer in time.
    case timedOut

    /// It does not offer what was asked for, or says no.
    case refused

    /// Its answer cannot be what was asked for.
    case malformed
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
