package import SourceText

/// One result of a linter, as its report has it.
package struct ImportedResult: Hashable, Sendable {
  /// What the report itself says about whether the result counts.
  package enum State: Hashable, Sendable {
    case current

    /// In SARIF, `baselineState` `unchanged` or `absent`.
    case old

    /// In SARIF, by a suppression that nobody has refused.
    case suppressed
  }

  /// The linter's name and its rule's, joined by a slash.
  package var rule: String

  package var message: String

  /// More words about the rule; may be empty.
  package var details = ""

  /// As the report has it: relative, absolute, or a `file` URI; percent-encoding is taken out.
  package var path: String

  /// Nil when the whole file is meant.
  package var lines: LineRange?

  package var severity: Severity

  package var category = Finding.Category.maintainability

  /// What to do, in words; nil when the report says nothing.
  package var fix: String?

  package var state = State.current
}
