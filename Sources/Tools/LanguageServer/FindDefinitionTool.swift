package import AgentKernel
internal import SourceCode
internal import SourceText

/// Finds where something is defined, as the compiler sees it.
package struct FindDefinitionTool: NameQuestion {
  package let name = "find_definition"

  package let description = """
    Finds where a name is defined, as the language's own server sees it: unlike a search it tells things of the same \
    name apart. Give a file and a line in which the name stands. Prints path:line: text.
    """

  private let intelligence: CodeIntelligence

  package init(_ intelligence: CodeIntelligence) { self.intelligence = intelligence }

  package func run(_ input: NameQuestionInput) async throws -> ToolOutput {
    let place = try NamedPlace(input.path, line: input.line, name: input.name)
    let locations = try await intelligence.definition(of: place)
    guard !locations.isEmpty else {
      throw ToolError("the server knows no definition of `\(input.name)` there; `grep` finds it by its name")
    }
    return ToolOutput(try await LocationList(intelligence).text(of: locations))
  }
}
