package import AgentKernel
package import SourceText
package import Verification

/// A hook as the user's configuration describes it.
package struct HookDefinition: Hashable, Sendable {
  package var name: String
  package var point: HookPoint

  /// Which tools it is about, by name; nil for all.
  package var tools: GlobPattern?

  /// What is run; never confined, since it is the user's own and there to see.
  package var program: ConfiguredProgram

  package init(name: String, point: HookPoint, tools: GlobPattern? = nil, program: ConfiguredProgram) {
    self.name = name
    self.point = point
    self.tools = tools
    self.program = program
  }
}
