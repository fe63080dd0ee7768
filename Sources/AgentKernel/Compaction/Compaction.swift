/// What a compaction makes of the messages before it; an entry of the log, since requests are a function of the log.
///
/// The entries before it stay in the log as they were.
package enum Compaction: Hashable, Sendable {
  /// The results of these calls are shown as this text.
  case cleared(callIDs: Set<String>, text: String)

  /// Of the messages only the task and the newest `kept` are shown, and the text goes with the task.
  case replaced(text: String, kept: Int, way: CompactionWay)

  /// Of the messages only the task and the newest `kept` are shown; between them the provider's own summary, or excerpts for a
  /// model that cannot read it.
  case byProvider(data: String, excerpts: String, kept: Int)

  package var way: CompactionWay {
    switch self {
    case .cleared: .clearedResults
    case .byProvider: .provider
    case .replaced(_, _, let way): way
    }
  }
}
