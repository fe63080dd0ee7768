/// A model's whole answer to one request: there is one only when the provider said that the answer is complete.
package struct ModelResponse: Hashable, Sendable {
  package var content: [ContentBlock]
  package var stopReason: StopReason
  package var usage: Usage

  package init(content: [ContentBlock], stopReason: StopReason, usage: Usage) {
    self.content = content
    self.stopReason = stopReason
    self.usage = usage
  }
}

/// Why a model stopped.
package enum StopReason: Hashable, Sendable {
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
package struct Usage: Hashable, Sendable {
  /// Prompt tokens neither read from nor written to the provider's cache.
  package var input: Int
  package var output: Int
  package var cacheRead: Int
  package var cacheWrite: Int

  /// Those of `cacheWrite` that are kept for an hour, which cost more.
  package var cacheWriteHour: Int

  package init(input: Int = 0, output: Int = 0, cacheRead: Int = 0, cacheWrite: Int = 0, cacheWriteHour: Int = 0) {
    self.input = max(0, input)
    self.output = max(0, output)
    self.cacheRead = max(0, cacheRead)
    self.cacheWrite = max(0, cacheWrite)
    self.cacheWriteHour = min(max(0, cacheWriteHour), self.cacheWrite)
  }

  /// All tokens of prompts and answers.
  package var total: Int { input + output + cacheRead + cacheWrite }

  /// All tokens of prompts.
  package var prompt: Int { input + cacheRead + cacheWrite }

  package static func + (left: Usage, right: Usage) -> Usage {
    Usage(
      input: left.input + right.input, output: left.output + right.output,
      cacheRead: left.cacheRead + right.cacheRead, cacheWrite: left.cacheWrite + right.cacheWrite,
      cacheWriteHour: left.cacheWriteHour + right.cacheWriteHour)
  }
}

/// What can be told of an answer while it arrives: for progress only, nothing is done on it.
package enum ModelProgress: Hashable, Sendable {
  case started
  case text(String)
  case thinking(String)
  case toolCall(name: String)
}
