internal import Models

/// How a conversation stays within the model's window, where that is known.
extension AgentState {
  /// Bytes of text that surely make no more than one token: code has 3 to 4, lines full of numbers little more than 2.
  private static let bytesPerToken = 2.0

  /// Tokens of a request that no count foresees, such as those around messages.
  private static let reserve = 128

  /// The results, each cut to its share of the room that the window has left.
  func fitted(_ results: [ToolResult]) -> [ToolResult] {
    guard let room = roomForResults, !results.isEmpty else { return results }
    var bytesLeft = Int(Double(max(0, room)) * min(Self.bytesPerToken, estimate.bytesPerToken))
    var fitted = results
    // The small ones first, so that what they leave of their share goes to the large ones.
    let bySize = results.indices.sorted { results[$0].text.utf8.count < results[$1].text.utf8.count }
    for (count, index) in bySize.enumerated() {
      let text = Self.cut(results[index].text, to: bytesLeft / (results.count - count))
      bytesLeft = max(0, bytesLeft - text.utf8.count)
      fitted[index].text = text
    }
    return fitted
  }

  /// Whether what may still be read is hardly worth a turn.
  ///
  /// Where conversations are made shorter, little room is worth one: with what comes now enough is old to be cut.
  var isWindowNearlyFull: Bool {
    guard let window = configuration.models[modelIndex].contextTokens, let room = roomForResults else { return false }
    let least = configuration.compaction == nil ? window / 8 : 1
    return room < least && !canCompact(within: window)
  }

  /// Tokens that results may have, besides what was said so far and the next answer.
  private var roomForResults: Int? {
    configuration.models[modelIndex].contextTokens.map { window in
      window - expectedTokens - answerTokens
    }
  }

  /// Tokens that the next answer may have, and those that nobody counts.
  var answerTokens: Int { configuration.maximumOutputTokens + Self.reserve }

  /// The beginning of a text with a word on what is left out; no longer than asked for unless that word alone is.
  private static func cut(_ text: String, to size: Int) -> String {
    guard text.utf8.count > size else { return text }
    func note(_ bytes: Int) -> String { "\n[cut: \(bytes) more bytes have no place; ask for a smaller part]" }
    let kept = String(decoding: text.utf8.prefix(max(0, size - note(text.utf8.count).utf8.count)), as: UTF8.self)
    return kept + note(text.utf8.count - kept.utf8.count)
  }
}
