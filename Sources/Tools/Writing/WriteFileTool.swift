package import AgentKernel
internal import Editing
package import JSON
internal import SourceText

/// Writes a whole file.
package struct WriteFileTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
    var content: String
  }

  package let name = "write_file"

  package let description = """
    Writes a whole file: a new one, or in place of one that you have read. To change parts of a file, use `edit_file`.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "path from the root of the work area"],
      "content": ["type": "string", "description": "all of the file"],
    ],
    "required": ["path", "content"],
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
    let path = try RelativePath(input.path)
    guard let file = try await files.file(at: path, needsReading: true) else {
      let bytes = Array(input.content.utf8)
      try await files.apply([FileOperation(path, .create(bytes, isExecutable: false), reason: name)])
      return ToolOutput("wrote the new file \(path): \(ChangeSummary(old: [], new: bytes).words)")
    }
    let bytes = NewContent(input.content, inPlaceOf: file.bytes).bytes
    guard bytes != file.bytes else { throw ToolError("\(path) has this content already") }
    try await files.apply([FileOperation(path, file, becomes: bytes, reason: name)])
    return ToolOutput("replaced \(path): \(ChangeSummary(old: file.bytes, new: bytes).words)")
  }
}

/// A file's new content with the old one's byte order mark and line ends, which a model does not see.
struct NewContent {
  let bytes: [UInt8]

  init(_ text: String, inPlaceOf old: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = WantedText(text).bytes(usingCarriageReturns: SourceLines(old).usesCarriageReturns)
    self.bytes = (old.starts(with: mark) && !bytes.starts(with: mark) ? mark : []) + bytes
  }
}
