package import SourceText

/// What a model proposes as a finding: nothing of it counts until it has been anchored and verified.
package struct CandidateFinding: Decodable, Hashable, Sendable {
  /// The file, as the model wrote it.
  package var path: String

  /// The code it is about, copied from the change.
  package var quote: String

  /// Where the model believes the quotation to start, in the new file; helps only to choose between equal places.
  package var line: Int?

  package var title: String
  package var explanation: String
  package var category: Finding.Category
  package var severity: Severity
  package var suggestion: String?

  package init(
    path: String, quote: String, line: Int? = nil, title: String, explanation: String, category: Finding.Category,
    severity: Severity, suggestion: String? = nil
  ) {
    self.path = path
    self.quote = quote
    self.line = line
    self.title = title
    self.explanation = explanation
    self.category = category
    self.severity = severity
    self.suggestion = suggestion
  }
}
