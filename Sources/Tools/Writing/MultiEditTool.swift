package import AgentKernel
package import JSON
internal import SourceText

/// Makes several replacements in one file.
package struct MultiEditTool: Tool {
  package struct Input: Decodable, Sendable {
    struct Edit: Decodable, Sendable {
      var oldText: String
      var newText: String
      var replaceAll: Bool?

      enum CodingKeys: String, CodingKey {
        case oldText = "old_text"
        case newText = "new_text"
        case replaceAll = "replace_all"
      }
    }

    var path: String
    var edits: [Edit]
  }

  /// Each edit looks through the whole file.
  private static let limit = 50

  package let name = "multi_edit"

  package let description = """
    Makes several replacements in one file, as `edit_file` does, in the given order: each sees what those before it have \
    made. All are made or none.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "path from the root of the work area"],
      "edits": [
        "type": "array",
        "minItems": 1,
        "maxItems": .integer(Int64(limit)),
        "items": [
          "type": "object",
          "properties": [
            "old_text": ["type": "string", "minLength": 1], "new_text": ["type": "string"],
            "replace_all": ["type": "boolean"],
          ],
          "required": ["old_text", "new_text"],
          "additionalProperties": false,
        ],
      ],
    ],
    "required": ["path", "edits"],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles

  package init(_ files: any WorkFiles) {
    self.files = files
  }

  package func risk(of input: Input) -> Risk { .moderate }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .paths([input.path])) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let edits = input.edits.map { TextEdit(old: $0.oldText, new: $0.newText, replacesAll: $0.replaceAll ?? false) }
    return ToolOutput(try await FileEdit(path: try RelativePath(input.path), edits: edits).carryOut(in: files, name))
  }
}
