internal import Models

/// What the model has been shown of which source, so that a reread of what has not changed is one line.
///
/// This is no more than a memory of where to look: before a result is shortened, the earlier one must stand in the
/// messages that the model is about to get. What compaction has cleared or summarised is therefore shown again.
struct Rereading: Sendable {
  /// Bytes below which a result is as short as the line in its place.
  private static let least = 400

  /// By source, the result that showed it last and whole.
  private var shown: [String: ToolResult] = [:]

  /// The results of a batch, those shortened whose text the model still has before it.
  ///
  /// - Parameters:
  ///   - answers: what the tools said, in call order.
  ///   - messages: what the model will see besides.
  func shortened(_ answers: [ToolAnswer], besides messages: @autoclosure () -> [Message]) -> [ToolResult] {
    var ofBatch: [String: String] = [:]
    return answers.map { answer in
      guard let source = answer.source, answer.result.text.utf8.count >= Self.least, !answer.result.isError else {
        return answer.result
      }
      let isRepeated =
        ofBatch[source] == answer.result.text
        || shown[source].map { $0.text == answer.result.text && Self.isVisible($0, in: messages()) } ?? false
      ofBatch[source] = answer.result.text
      guard isRepeated else { return answer.result }
      var result = answer.result
      result.text = "[\(source): unchanged since you read it; the content stands above and is not repeated]"
      return result
    }
  }

  /// Remembers what of a batch went into the conversation whole.
  mutating func note(_ answers: [ToolAnswer], as results: [ToolResult]) {
    for (answer, result) in zip(answers, results) {
      guard let source = answer.source, !result.isError, result.text == answer.result.text else { continue }
      shown[source] = result
    }
  }

  private static func isVisible(_ result: ToolResult, in messages: [Message]) -> Bool {
    messages.contains { message in
      message.content.contains { block in
        guard case .toolResult(let other) = block else { return false }
        return other.callID == result.callID && other.text == result.text
      }
    }
  }
}
