package import AgentKernel
internal import Editing
package import JSON
internal import SourceText

/// Gives a file another path.
package struct MoveFileTool: Tool {
  package struct Input: Decodable, Sendable {
    var from: String
    var to: String
  }

  package let name = "move_file"

  package let description = "Moves a file to a path where nothing is yet; folders are made as needed."

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": ["from": ["type": "string"], "to": ["type": "string"]],
    "required": ["from", "to"],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles

  package init(_ files: any WorkFiles) {
    self.files = files
  }

  package func risk(of input: Input) -> Risk { .dangerous }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.from, input.to]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .paths([input.from, input.to])) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let (from, target) = (try RelativePath(input.from), try RelativePath(input.to))
    guard let file = try await files.file(at: from, needsReading: false) else {
      throw ToolError("there is no file \(from)")
    }
    try await files.apply([FileOperation(from, .move(base: file.hash, to: target), reason: name)])
    return ToolOutput("moved \(from) to \(target)")
  }
}
