/// What is wrong with an agent before it runs: its definition, the tools it is given, the
/// rules about them, or the prices of its models.
package struct AgentKernelError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case invalidDefinition
    case unknownTool
    case invalidTemplate
    case invalidRule
    case invalidPrices
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
