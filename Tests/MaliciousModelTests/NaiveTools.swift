import AgentKernel
import Foundation
import JSON
import SourceText

/// A `write_file` as one would write it without a thought: any path, links followed.
struct NaiveWriteTool: Tool {
  struct Input: Decodable, Sendable {
    var path: String
    var content: String
  }

  let folder: String

  /// Below it alone it does harm.
  let world: String

  let name = "write_file"
  let description = "writes anywhere"
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }
  func subject(of input: Input) -> CallSubject { .none }
  func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .everything) }

  func run(_ input: Input) async throws -> ToolOutput {
    let path = input.path.hasPrefix("/") ? input.path : folder + "/" + input.path
    guard path.hasPrefix(world + "/") else { throw ToolError("not in the attacked world") }
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw ToolError("cannot be opened") }
    defer { close(file) }
    _ = Array(input.content.utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    return ToolOutput("wrote it")
  }
}

/// A `read_file` of the same kind.
struct NaiveReadTool: Tool {
  struct Input: Decodable, Sendable {
    var path: String
  }

  let folder: String
  let name = "read_file"
  let description = "reads anything"
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }
  func subject(of input: Input) -> CallSubject { .none }
  func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything) }

  func run(_ input: Input) async throws -> ToolOutput {
    ToolOutput(try String(contentsOfFile: folder + "/" + input.path, encoding: .utf8))
  }
}
