/// What is wrong with an agent: its definition, the tools it is given, the rules about them, or what it wrote down of its
/// conversation.
package struct AgentKernelError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case invalidDefinition
    case unknownTool
    case invalidTemplate
    case invalidRule
    case invalidSummary
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
