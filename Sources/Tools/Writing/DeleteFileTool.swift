package import AgentKernel
internal import Editing
package import JSON
internal import SourceText

/// Takes a file away.
package struct DeleteFileTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
  }

  package let name = "delete_file"

  package let description = "Deletes a file; not a folder."

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": ["path": ["type": "string", "description": "path from the root of the work area"]],
    "required": ["path"],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles

  package init(_ files: any WorkFiles) {
    self.files = files
  }

  package func risk(of input: Input) -> Risk { .dangerous }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .paths([input.path])) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let path = try RelativePath(input.path)
    guard let file = try await files.file(at: path, needsReading: false) else {
      throw ToolError("there is no file \(path)")
    }
    try await files.apply([FileOperation(path, .delete(base: file.hash), reason: name)])
    return ToolOutput("deleted \(path)")
  }
}
