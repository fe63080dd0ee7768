package import AgentKernel
internal import SourceCode
internal import SourceText

/// Finds where something is used, as the compiler sees it, and says where else its name stands.
package struct FindReferencesTool: NameQuestion {
  package let name = "find_references"

  package let description = """
    Finds all places where something is used or declared, as the language's own server sees it. Give a file and a line \
    in which its name stands. Prints path:line: text, and says where else the name stands in code.
    """

  private let intelligence: CodeIntelligence

  package init(_ intelligence: CodeIntelligence) { self.intelligence = intelligence }

  package func run(_ input: NameQuestionInput) async throws -> ToolOutput {
    let place = try NamedPlace(input.path, line: input.line, name: input.name)
    let (locations, check) = try await intelligence.references(of: place)
    let notes = check.notes(on: input.name)
    guard !locations.isEmpty else { return ToolOutput("the server knows no references\n" + notes) }
    return ToolOutput(try await LocationList(intelligence).text(of: locations, note: notes))
  }
}
