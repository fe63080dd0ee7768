package import AgentKernel
package import JSON
internal import SourceCode
internal import SourceText

/// Finds where something is defined, as the compiler sees it.
package struct FindDefinitionTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
    var line: Int
    var name: String
  }

  package let name = "find_definition"

  package let description = """
    Finds where a name is defined, as the language's own server sees it: unlike a search it tells things of the same \
    name apart. Give a file and a line in which the name stands. Prints path:line: text.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": ["path": PlaceSchema.path, "line": PlaceSchema.line, "name": PlaceSchema.name],
    "required": ["path", "line", "name"],
    "additionalProperties": false,
  ])

  private let intelligence: CodeIntelligence

  package init(_ intelligence: CodeIntelligence) {
    self.intelligence = intelligence
  }

  /// The server is the user's choice and runs in the sandbox; the call itself only reads.
  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path], trees: [""]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .paths([""])) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let place = try NamedPlace(input.path, line: input.line, name: input.name)
    let locations = try await intelligence.definition(of: place)
    guard !locations.isEmpty else {
      throw ToolError("the server knows no definition of `\(input.name)` there; `grep` finds it by its name")
    }
    return ToolOutput(try await LocationList(intelligence).text(of: locations))
  }
}
