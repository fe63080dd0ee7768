package import HTTP

/// What a run's decisions depend on besides its events.
public struct AgentConfiguration: Sendable {
  /// What a run may cost; it may be changed before a runtime gets the configuration.
  public var limits: AgentLimits

  package var retryPolicy: RetryPolicy

  /// The tool whose answer ends the run; nil when words end it.
  package var finalTool: String?

  package var notes: Notes

  /// The models to ask, in this order: a later one only when the ones before it fail.
  package var models = [Model(name: "")]

  /// The most tokens of one answer.
  package var maximumOutputTokens = 0

  /// How the conversation is made shorter when it nears the end of the model's window; nil when it never is.
  package var compaction: CompactionPolicy?

  /// Bytes of the texts that stand before the messages in each request: the system prompt and the tools.
  package var fixedBytes = 0

  /// What a decision depends on of a model.
  package struct Model: Hashable, Sendable {
    package var name: String

    /// Tokens of prompt and answer together; nil when that is not known.
    package var contextTokens: Int?

    /// What its tokens cost; nil when that is not known.
    package var price: ModelPrice?

    /// Whether its provider can make a conversation shorter itself.
    package var compacts: Bool

    package init(name: String, contextTokens: Int? = nil, price: ModelPrice? = nil, compacts: Bool = false) {
      self.name = name
      self.contextTokens = contextTokens
      self.price = price
      self.compacts = compacts
    }
  }

  /// What the kernel says to the model in its own voice; the words come from the agent's definition.
  package struct Notes: Hashable, Sendable {
    /// When the model ends its turn without the final tool.
    package var missingAnswer: String

    /// When an answer was cut off at its token limit.
    package var cutOff: String

    /// When a limit has come near, and only the final answer is still to come.
    package var lastTurn: String

    /// When the same call has had the same result again and again; nil to say nothing before the run is stopped.
    package var repetition: String?

    package init(missingAnswer: String, cutOff: String, lastTurn: String, repetition: String? = nil) {
      self.missingAnswer = missingAnswer
      self.cutOff = cutOff
      self.lastTurn = lastTurn
      self.repetition = repetition
    }
  }

  package init(limits: AgentLimits, retryPolicy: RetryPolicy = RetryPolicy(), finalTool: String?, notes: Notes) {
    self.limits = limits
    self.retryPolicy = retryPolicy
    self.finalTool = finalTool
    self.notes = notes
  }

  /// The configuration that a definition asks for.
  ///
  /// - Parameters:
  ///   - definition: gives the limits, the final tool and the kernel's words to the model.
  ///   - time: how long a run may take; nil for no bound.
  ///   - compaction: what is said to a model whose conversation is made shorter, such as `CompactionWords.standard()`; nil when
  ///     none ever is, and a run then ends where the window does.
  /// - Throws: `AgentKernelError` when the definition lacks one of the sections `Missing answer`, `Cut off`, `Last turn`.
  public init(
    _ definition: AgentDefinition, time: Duration? = nil, compaction: CompactionWords? = nil
  ) throws(AgentKernelError) {
    var limits = definition.limits
    limits.time = time
    var retryPolicy = RetryPolicy()
    // Who has half a minute, as in a hook, wants to hear soon that there is no network.
    if let time { retryPolicy.deadline = min(retryPolicy.deadline, time / 3) }
    self.init(
      limits: limits, retryPolicy: retryPolicy, finalTool: definition.finalTool,
      notes: Notes(
        missingAnswer: try definition.section("Missing answer"), cutOff: try definition.section("Cut off"),
        lastTurn: try definition.section("Last turn"),
        // A user's definition may be older than this section.
        repetition: definition.hasSection("Repetition") ? try definition.section("Repetition") : nil))
    self.compaction = compaction.map(CompactionPolicy.init)
  }
}
