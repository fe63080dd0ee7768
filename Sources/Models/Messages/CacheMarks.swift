/// Where a request of the Messages protocol is marked for the provider's cache.
///
/// The cache holds beginnings of requests (tools, then system, then messages) that ended at a mark, and looks for one at each
/// mark of a request and at most 20 content blocks before it. There are at most four marks, here in the order of their worth:
/// - behind the last message, for the next request to find;
/// - behind the message that ended the request before, which is where that one put its last mark. So it is found however many
///   blocks the turn has brought, as with hundreds of tool calls at once;
/// - behind what the next compaction is likely to leave as it is, behind what the last one left
///   (`ModelRequest.settledMessages`), and behind the task, which all leave: so the first request after a compaction finds the
///   longest beginning that is still the same;
/// - behind the system sections that ask for it, from the last to the first, for other runs to find.
struct CacheMarks {
  /// The most marks that a request may carry.
  static let limit = 4

  /// The places among the messages' bytes, in ascending order.
  let messages: [Int]

  /// The indices of the marked system sections.
  let sections: Set<Int>

  init(of request: ModelRequest, _ encoded: EncodedMessages, sections: [SystemSection]) {
    let ends = [request.messages.indices.last, Self.endOfRequestBefore(request.messages)]
    let settled = request.settledMessages.map { $0 - 1 }
    var chosen: Set<Int> = []
    for place in (ends + settled).map({ Self.place(at: $0, in: encoded) }) + [encoded.taskMark] {
      if let place, chosen.count < Self.limit { chosen.insert(place) }
    }
    messages = chosen.sorted()
    let asking = sections.indices.filter { sections[$0].endsCacheablePrefix }
    self.sections = Set(asking.suffix(Self.limit - chosen.count))
  }

  /// The last message of the request that brought the newest answer; nil when there is no answer yet.
  private static func endOfRequestBefore(_ messages: [Message]) -> Int? {
    guard let answer = messages.lastIndex(where: { $0.role == .assistant }), answer > 0 else { return nil }
    return answer - 1
  }

  private static func place(at message: Int?, in encoded: EncodedMessages) -> Int? {
    guard let message, encoded.lastMarks.indices.contains(message) else { return nil }
    return encoded.lastMarks[...message].last { $0 != nil } ?? nil
  }
}
