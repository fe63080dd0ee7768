internal import JSON
package import Models

/// The tools of one agent, in the order in which the model sees them.
package struct Toolbox: Sendable {
  package let tools: [any Tool]

  private let indexByName: [String: Int]

  /// A toolbox; of two tools with one name the first counts.
  package init(_ tools: [any Tool]) {
    self.tools = tools
    indexByName = Dictionary(
      tools.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  package var specifications: [ToolSpecification] { tools.map(\.specification) }

  package subscript(name: String) -> (any Tool)? { indexByName[name].map { tools[$0] } }

  /// The tools that an agent's definition lists, in its order.
  ///
  /// - Throws: `AgentKernelError` with code `.unknownTool` for a name that is not here.
  package func selecting(_ names: [String]) throws(AgentKernelError) -> Toolbox {
    var chosen: [any Tool] = []
    for name in names {
      guard let tool = self[name] else {
        let known = tools.map(\.name).joined(separator: ", ")
        throw AgentKernelError(.unknownTool, "there is no tool named \(name); known are: \(known)")
      }
      chosen.append(tool)
    }
    return Toolbox(chosen)
  }
}
