/// The ways to make a conversation shorter, in the order in which they are tried.
package enum CompactionWay: String, Hashable, Sendable, CaseIterable {
  /// Old results of tools are taken out; what was said stays.
  case clearedResults = "cleared_results"

  /// The model writes down what it must still know.
  case summary

  /// The provider shortens the conversation itself.
  case provider

  /// Excerpts, made without anybody's help.
  case extract

  /// What is done, in words for a person.
  package var words: String {
    switch self {
    case .clearedResults: "clearing old results"
    case .summary: "a summary of the model's"
    case .provider: "the provider"
    case .extract: "excerpts"
    }
  }
}
