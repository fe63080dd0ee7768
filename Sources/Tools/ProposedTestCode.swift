/// A test as a model wrote it, whole: a function, or a file of them.
///
/// Nothing of it counts before it was run.
package struct ProposedTestCode: Decodable, Hashable, Sendable {
  /// The function that it is about, as the task names it.
  package var subject: String

  /// What it shows, in words for people.
  package var intent: String

  /// The text of a test function, or of a whole file.
  package var code: String

  /// Where the file is to lie, relative to the project; nil for a function.
  package var path: String?

  package init(subject: String, intent: String, code: String, path: String? = nil) {
    self.subject = subject
    self.intent = intent
    self.code = code
    self.path = path
  }
}
