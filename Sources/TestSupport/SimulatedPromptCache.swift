package import JSON
internal import SourceText

/// A prompt cache as the Messages protocol's provider describes its own.
///
/// It keeps the beginnings of requests (tools, system, messages) that ended at a mark, and looks for one at each mark of a
/// request and at most 20 content blocks before it.
package struct SimulatedPromptCache {
  /// What a request found.
  package struct Lookup: Hashable {
    /// Blocks of the request.
    package var blocks: Int

    /// Blocks that stood in the longest beginning that was found.
    package var reused: Int

    package var marks: Int
  }

  private static let lookBack = 20

  private var beginnings: Set<ContentHash> = []

  package init() {}

  /// Looks a request up and keeps what it marks.
  package mutating func take(_ body: JSONValue) -> Lookup {
    var hash = ContentHash(of: "")
    var ends: [ContentHash] = []
    var marks: [Int] = []
    for (place, block) in Self.blocks(of: body) {
      if block["cache_control"] != nil { marks.append(ends.count) }
      var members = block.object ?? [:]
      members["cache_control"] = nil
      hash = ContentHash(ofFields: [hash.hexadecimal, place, JSONValue.object(members).serialized()])
      ends.append(hash)
    }
    let reused = marks.compactMap { mark in
      (max(0, mark - Self.lookBack)...mark).last { beginnings.contains(ends[$0]) }.map { $0 + 1 }
    }.max()
    for mark in marks { beginnings.insert(ends[mark]) }
    return Lookup(blocks: ends.count, reused: reused ?? 0, marks: marks.count)
  }

  private static func blocks(of body: JSONValue) -> [(place: String, block: JSONValue)] {
    let messages = (body["messages"]?.array ?? []).enumerated().flatMap { index, message in
      (message["content"]?.array ?? []).map { ("\(index) \(message["role"]?.string ?? "")", $0) }
    }
    let tools = body["tools"]?.array ?? []
    return tools.map { ("tool", $0) } + (body["system"]?.array ?? []).map { ("system", $0) } + messages
  }
}
