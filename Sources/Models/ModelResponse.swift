/// A model's whole answer to one request: there is one only when the provider said that the answer is complete.
public struct ModelResponse: Hashable, Sendable {
  /// What the model says, calls included.
  public var content: [ContentBlock]

  /// Why it stopped.
  public var stopReason: StopReason

  /// What it cost.
  public var usage: Usage

  /// Whether it was given before, and costs nothing now; `usage` tells what it cost then.
  package var isKept = false

  /// What is to be paid for it.
  package var billed: Usage { isKept ? Usage() : usage }

  /// An answer.
  ///
  /// - Parameters:
  ///   - content: what the model says, calls included.
  ///   - stopReason: why it stopped.
  ///   - usage: what it cost.
  public init(content: [ContentBlock], stopReason: StopReason, usage: Usage) {
    self.content = content
    self.stopReason = stopReason
    self.usage = usage
  }
}

/// Why a model stopped.
public enum StopReason: Hashable, Sendable {
  case endTurn
  case toolUse
  case maximumTokens
  case stopSequence
  case refusal

  /// The provider interrupted its own long turn and wants the conversation sent back as it is.
  case pause

  /// The conversation has outgrown the model's window.
  case contextWindowExceeded

  /// A reason that this codec does not know, as the provider spells it.
  case other(String)
}

/// Tokens that a request cost.
///
/// The four kinds do not overlap: the prompt is `input + cacheWrite + cacheRead`.
///
/// Source: the kinds are those of Anthropic's Messages protocol; OpenAI's counts are divided into them.
public struct Usage: Hashable, Sendable {
  /// Prompt tokens neither read from nor written to the provider's cache.
  public var input: Int

  /// Tokens of the answer, its thinking included.
  public var output: Int

  /// Prompt tokens that the provider's cache served.
  public var cacheRead: Int

  /// Prompt tokens that were written to the provider's cache.
  public var cacheWrite: Int

  /// Those of `cacheWrite` that are kept for an hour, which cost more.
  public var cacheWriteHour: Int

  /// Counts of tokens; what is below zero counts as none.
  ///
  /// - Parameters:
  ///   - input: of the prompt, neither read from nor written to the cache.
  ///   - output: of the answer, its thinking included.
  ///   - cacheRead: of the prompt, served by the cache.
  ///   - cacheWrite: of the prompt, written to the cache.
  ///   - cacheWriteHour: those of `cacheWrite` that are kept for an hour; at most as many.
  public init(input: Int = 0, output: Int = 0, cacheRead: Int = 0, cacheWrite: Int = 0, cacheWriteHour: Int = 0) {
    self.input = max(0, input)
    self.output = max(0, output)
    self.cacheRead = max(0, cacheRead)
    self.cacheWrite = max(0, cacheWrite)
    self.cacheWriteHour = min(max(0, cacheWriteHour), self.cacheWrite)
  }

  /// All tokens of prompts and answers.
  public var total: Int { input + output + cacheRead + cacheWrite }

  /// All tokens of prompts.
  public var prompt: Int { input + cacheRead + cacheWrite }

  /// The sum of each kind.
  public static func + (left: Usage, right: Usage) -> Usage {
    Usage(
      input: left.input + right.input, output: left.output + right.output,
      cacheRead: left.cacheRead + right.cacheRead, cacheWrite: left.cacheWrite + right.cacheWrite,
      cacheWriteHour: left.cacheWriteHour + right.cacheWriteHour)
  }
}

/// What can be told of an answer while it arrives: for progress only, nothing is done on it.
public enum ModelProgress: Hashable, Sendable {
  /// The answer begins, with the tokens that the provider has counted until then; none where it counts at the end.
  case started(Usage)

  /// A part of what is said.
  case text(String)

  /// A part of what is thought.
  case thinking(String)

  /// A call begins.
  case toolCall(name: String)

  /// A part of a call's arguments.
  case arguments(String)
}
