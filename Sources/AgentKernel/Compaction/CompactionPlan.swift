internal import Models

/// What of a conversation may go and what stays: the task, and the newest turns, each with all of its calls and results.
struct CompactionPlan {
  let messages: [Message]

  /// The first message that stays besides the task; always an answer, so that it may follow the task.
  let keptStart: Int

  /// What earlier compactions have put behind the task.
  let earlierSummary: String?

  /// - Parameters:
  ///   - conversation: what was said.
  ///   - keptBytes: the newest turns stay as long as their texts have no more bytes; the newest one does in any case.
  init(_ conversation: Conversation, keptBytes: Int) {
    messages = conversation.messages
    var start: Int?
    var size = 0
    for index in messages.indices.dropFirst().reversed() {
      size += messages[index].size
      // Where the provider interrupted its turn, its answers belong together.
      guard messages[index].role == .assistant, messages[index - 1].role == .user else { continue }
      if start != nil, size > keptBytes { break }
      start = index
    }
    keptStart = start ?? messages.count
    if let content = messages.first?.content, content.count > 1, case .text(let text)? = content.last {
      earlierSummary = text
    } else {
      earlierSummary = conversation.providerExcerpts
    }
  }

  /// How many messages stay besides the task.
  var kept: Int { messages.count - keptStart }

  /// The messages between the task and what stays.
  var older: ArraySlice<Message> { messages.isEmpty ? [] : messages[1..<max(1, keptStart)] }

  /// The calls whose results may be cleared, and the bytes that this frees.
  ///
  /// - Parameter text: what would stand in their place; results that are not much longer stay.
  func clearing(with text: String) -> (callIDs: Set<String>, freed: Int) {
    var callIDs: Set<String> = []
    var freed = 0
    for case .toolResult(let result) in older.lazy.flatMap(\.content) where result.text.utf8.count > 4 * text.utf8.count
    {
      callIDs.insert(result.callID)
      freed += result.text.utf8.count - text.utf8.count
    }
    return (callIDs, freed)
  }

  /// The beginnings of what was said and of what came back, the oldest first; as many of the newest as have place.
  ///
  /// - Parameter limit: the bytes of all of them together.
  func excerpts(limit: Int) -> String {
    var left = limit
    var lines: [String] = []
    let earlier = earlierSummary?.beginning(limit / 2)
    left -= earlier?.utf8.count ?? 0
    let results = Dictionary(
      older.lazy.flatMap(\.content).compactMap { block -> (String, ToolResult)? in
        if case .toolResult(let result) = block { (result.callID, result) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    for block in older.lazy.flatMap(\.content).reversed() {
      guard let line = Self.excerpt(of: block, results) else { continue }
      left -= line.utf8.count + 1
      guard left >= 0 else { break }
      lines.append(line)
    }
    return ([earlier].compactMap { $0 } + lines.reversed()).joined(separator: "\n")
  }

  /// One line about a block; nil for what is told with another one, or is no one else's to read.
  private static func excerpt(of block: ContentBlock, _ results: [String: ToolResult]) -> String? {
    switch block {
    case .text(let text): text.allSatisfy(\.isWhitespace) ? nil : "- \(text.oneLine(400))"
    case .toolCall(let call):
      "- \(call.name) \(call.arguments.oneLine(200)) -> "
        + (results[call.id].map { "\($0.isError ? "error: " : "")\($0.text.oneLine(200))" } ?? "nothing")
    case .thinking, .redactedThinking, .toolResult: nil
    }
  }
}

extension String {
  /// The first bytes, without a character that would be cut through.
  fileprivate func beginning(_ size: Int) -> String {
    guard utf8.count > size else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: max(0, size))
    while end > utf8.startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(self[..<end]) + " ..."
  }

  /// The first bytes with line ends and tabs as blanks.
  fileprivate func oneLine(_ size: Int) -> String {
    String(beginning(size).map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
