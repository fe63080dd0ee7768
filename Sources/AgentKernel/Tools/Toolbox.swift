internal import JSON
public import Models

/// The tools of one agent, in the order in which the model sees them.
public struct Toolbox: Sendable {
  /// The tools, in order.
  public let tools: [any Tool]

  private let indexByName: [String: Int]

  /// A toolbox; of two tools with one name the first counts.
  public init(_ tools: [any Tool]) {
    self.tools = tools
    indexByName = Dictionary(
      tools.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The tools as they are shown to a model.
  public var specifications: [ToolSpecification] { tools.map(\.specification) }

  /// The tool of a name; nil when there is none.
  public subscript(name: String) -> (any Tool)? { indexByName[name].map { tools[$0] } }

  /// The tools that an agent's definition lists, in its order.
  ///
  /// - Throws: `AgentKernelError` with code `.unknownTool` for a name that is not here.
  public func selecting(_ names: [String]) throws(AgentKernelError) -> Toolbox {
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
