/// What is wrong with an agent before it runs: its definition, the tools it is given, or the
/// rules about them.
package struct AgentKernelError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case invalidDefinition
    case unknownTool
    case invalidTemplate
    case invalidRule

    /// A transcript cannot be read or written.
    case transcript

    /// There is no run of that name.
    case noSuchTranscript

    /// What a run worked on is another now, so that it cannot go on.
    case changedSubject

    /// The agent, its tools or its models are others now, so that a run cannot go on.
    case changedSetup
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
