/// Keeps what was too long for the conversation, so that a model can page through it.
///
/// The kernel knows no files: who assembles a run says where this is, if anywhere.
package protocol OutputStore: Sendable {
  /// Keeps a text, without secrets.
  ///
  /// - Returns: the name by which `read_output` gives it; nil when it could not be kept.
  func keep(_ text: String) async -> String?
}
