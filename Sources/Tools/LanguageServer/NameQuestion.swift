package import AgentKernel
package import JSON

/// A tool that asks a language server about a name where it stands in a file.
///
/// The server is the user's choice and runs in the sandbox; the call itself only reads.
package protocol NameQuestion: Tool where Input == NameQuestionInput {}

/// A name where it stands: a model gets columns wrong, so it says the line.
package struct NameQuestionInput: Decodable, Sendable {
  var path: String
  var line: Int
  var name: String

  fileprivate static let schema = JSONSchema([
    "type": "object",
    "properties": ["path": PlaceSchema.path, "line": PlaceSchema.line, "name": PlaceSchema.name],
    "required": ["path", "line", "name"],
    "additionalProperties": false,
  ])
}

extension NameQuestion {
  package var inputSchema: JSONSchema { NameQuestionInput.schema }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path], trees: [""]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .paths([""])) }
}
