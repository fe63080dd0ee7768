package import JSON
package import Models

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A tool call whose arguments have been checked and decoded, ready to be scheduled.
package struct PreparedCall: Sendable {
  package let call: ToolCall
  package let effects: ToolEffects

  /// What the call's permission depends on.
  package let facts: CallFacts

  /// The arguments, which the tool's schema accepts.
  package let input: JSONValue

  private let operation: @Sendable () async throws -> ToolOutput

  /// Decodes a call's arguments for its tool.
  ///
  /// - Throws: `ToolError`, worded for the model, when the tool is unknown or the arguments are not what it takes.
  package init(_ call: ToolCall, in toolbox: Toolbox) throws(ToolError) {
    guard let tool = toolbox[call.name] else {
      let known = toolbox.tools.map(\.name).joined(separator: ", ")
      throw ToolError("there is no tool named `\(call.name)`; the tools are: \(known)")
    }
    let input: JSONValue
    do {
      input = call.arguments.isEmpty ? .object([:]) : try JSONValue.parse(call.arguments)
    } catch {
      throw ToolError("the arguments of `\(call.name)` were not run: \(error)")
    }
    let violations = tool.inputSchema.violations(in: input)
    guard violations.isEmpty else {
      throw ToolError("`\(call.name)` was not run: " + violations.prefix(8).joined(separator: "; "))
    }
    try self.init(call, tool: tool, input: input)
  }

  /// Runs the tool.
  package func run() async throws -> ToolOutput {
    try await operation()
  }

  private init(_ call: ToolCall, tool: some Tool, input value: JSONValue) throws(ToolError) {
    func decode<T: Tool>(_ tool: T) throws(ToolError) -> T.Input {
      do {
        return try JSONDecoder().decode(T.Input.self, from: Data(value.serialized().utf8))
      } catch {
        throw ToolError("`\(call.name)` was not run: its arguments could not be decoded (\(error))")
      }
    }
    let decoded = try decode(tool)
    self.call = call
    input = value
    effects = tool.effects(of: decoded)
    facts = CallFacts(tool: call.name, risk: tool.risk(of: decoded), subject: tool.subject(of: decoded))
    operation = { try await tool.run(decoded) }
  }
}
