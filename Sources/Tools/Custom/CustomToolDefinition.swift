package import AgentKernel
package import JSON
package import Verification

/// A tool of the user's own, as their configuration describes it: a program that takes JSON and gives text.
package struct CustomToolDefinition: Hashable, Sendable {
  /// What models call it by; none of the tools that are built in has this name.
  package var name: String

  /// What it does and when to use it, for the model.
  package var description: String

  /// What arguments it takes: an object's schema, all of whose keywords are checked.
  package var inputSchema: JSONSchema

  package var program: ConfiguredProgram

  /// How much harm a call can do; what is not confined, or has the network, is dangerous at the least.
  package let risk: Risk

  /// - Parameter risk: what the user says; it counts as far as the sandbox can hold it.
  package init(
    name: String, description: String, inputSchema: JSONSchema, program: ConfiguredProgram, risk: Risk = .dangerous
  ) {
    self.name = name
    self.description = description
    self.inputSchema = inputSchema
    self.program = program
    self.risk = program.isConfined && !program.allowsNetwork ? risk : max(risk, .dangerous)
  }
}
