package import AgentKernel
internal import Editing
package import JSON
internal import SourceText

/// Replaces a text in a file.
package struct EditFileTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
    var oldText: String
    var newText: String
    var replaceAll: Bool?

    enum CodingKeys: String, CodingKey {
      case path
      case oldText = "old_text"
      case newText = "new_text"
      case replaceAll = "replace_all"
    }
  }

  package let name = "edit_file"

  package let description = """
    Replaces a text in a file by another. `old_text` must stand there exactly once, copied without line numbers and with \
    enough lines around it; with replace_all, every exact place is meant.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "path from the root of the work area"],
      "old_text": ["type": "string", "minLength": 1],
      "new_text": ["type": "string", "description": "empty to take the old text away"],
      "replace_all": ["type": "boolean"],
    ],
    "required": ["path", "old_text", "new_text"],
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
    let edit = TextEdit(old: input.oldText, new: input.newText, replacesAll: input.replaceAll ?? false)
    return ToolOutput(try await FileEdit(path: try RelativePath(input.path), edits: [edit]).carryOut(in: files, name))
  }
}

/// Edits of one file, one after the other, all of them or none.
struct FileEdit {
  let path: RelativePath
  let edits: [TextEdit]

  /// - Returns: what was done, for the model.
  func carryOut(in files: any WorkFiles, _ tool: String) async throws -> String {
    guard let file = try await files.file(at: path, needsReading: false) else {
      throw ToolError("there is no file \(path); `write_file` makes a new one")
    }
    var bytes = file.bytes
    var notes: [String] = []
    for (index, edit) in edits.enumerated() {
      try Task.checkCancellation()
      do {
        let result = try edit.applied(to: bytes)
        bytes = result.bytes
        if result.count > 1 { notes.append("\(result.count) places") }
        if result.tier != .exact { notes.append("the old text was there\(result.tier.words)") }
      } catch {
        throw edits.count == 1 ? error : ToolError("nothing was changed: edit \(index + 1): \(error)")
      }
    }
    guard bytes != file.bytes else { throw ToolError("nothing was changed: the edits undo each other") }
    try await files.apply([FileOperation(path, file, becomes: bytes, reason: tool)])
    let note = notes.isEmpty ? "" : "; " + notes.prefix(8).joined(separator: "; ")
    return "edited \(path): \(ChangeSummary(old: file.bytes, new: bytes).words)\(note)"
  }
}
