package import AgentKernel

/// The tools that ask language servers and change nothing.
package enum LanguageServerTools {
  package static let names: Set<String> = ["diagnostics", "find_definition", "find_references"]

  package static func reading(_ intelligence: CodeIntelligence) -> [any Tool] {
    [DiagnosticsTool(intelligence), FindDefinitionTool(intelligence), FindReferencesTool(intelligence)]
  }
}
