/// What is wrong with an agent: its definition, the tools it is given, the rules about them, the prices of its models, or what
/// it wrote down of its conversation.
public struct AgentKernelError: Error, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: Hashable, Sendable {
    case invalidDefinition
    case unknownTool
    case invalidTemplate
    case invalidRule
    case invalidPrices
    case invalidSummary

    /// A transcript cannot be read or written.
    case transcript

    /// There is no run of that name.
    case noSuchTranscript

    /// What a run worked on is another now, so that it cannot go on.
    case changedSubject

    /// The agent, its tools or its models are others now, so that a run cannot go on.
    case changedSetup
  }

  /// What kind of trouble it is.
  public let code: Code

  /// What is wrong, where, and what to do.
  public let description: String

  /// An error with its words.
  ///
  /// - Parameters:
  ///   - code: the kind.
  ///   - description: what is wrong, where, and what to do.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
