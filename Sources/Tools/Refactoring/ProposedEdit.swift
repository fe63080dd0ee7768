internal import JSON

/// One change of one file, as a model proposes it: exactly one of a text for another, all of the content, a deletion and a move.
package struct ProposedEdit: Decodable, Hashable, Sendable {
  package var path: String

  /// What stands in the file once, and what takes its place.
  package var oldText: String?
  package var newText: String?

  /// Whether every exact place of the old text is meant.
  package var replaceAll: Bool?

  /// All of the file, which is new or was read.
  package var content: String?

  package var delete: Bool?

  /// A path where nothing is yet.
  package var moveTo: String?

  private enum CodingKeys: String, CodingKey {
    case path
    case oldText = "old_text"
    case newText = "new_text"
    case replaceAll = "replace_all"
    case content
    case delete
    case moveTo = "move_to"
  }

  package init(
    _ path: String, oldText: String? = nil, newText: String? = nil, replaceAll: Bool? = nil, content: String? = nil,
    delete: Bool? = nil, moveTo: String? = nil
  ) {
    self.path = path
    self.oldText = oldText
    self.newText = newText
    self.replaceAll = replaceAll
    self.content = content
    self.delete = delete
    self.moveTo = moveTo
  }

  /// As a tool describes it.
  static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "path": ["type": "string", "minLength": 1, "description": "path from the repository's root"],
      "old_text": [
        "type": "string", "minLength": 1,
        "description": "stands in the file exactly once: copied without line numbers, with enough lines around it",
      ],
      "new_text": ["type": "string", "description": "takes its place; empty to take the old text away"],
      "replace_all": ["type": "boolean", "description": "every exact place of old_text"],
      "content": ["type": "string", "description": "all of a new file, or of one that you have read"],
      "delete": ["type": "boolean"],
      "move_to": ["type": "string", "description": "a path where nothing is yet"],
    ],
    "required": ["path"],
    "additionalProperties": false,
  ]
}
