package import Models

/// A run at one instant.
///
/// `step` is the only way on.
package struct AgentState: Sendable {
  package let configuration: AgentConfiguration

  /// All that was said, and what the model is shown of it.
  package internal(set) var conversation = Conversation()

  package internal(set) var phase = Phase.idle

  /// Answers that the model has given.
  package internal(set) var turns = 0

  /// What all answers of this conversation cost together.
  package internal(set) var usage = Usage()

  /// The same by models and in money, and with it what tools spent on models themselves, such as those that send agents.
  package internal(set) var spending = Spending()

  /// What is spent of the limits, and what is reserved.
  package internal(set) var ledger: BudgetLedger

  /// The limit because of which the model gets its last turn; nil before that.
  package internal(set) var lastTurn: BudgetLimit?

  /// The calls that were denied, the first hundred of them.
  package internal(set) var denials: [PermissionDenial] = []

  /// Which of the configuration's models is asked.
  package internal(set) var modelIndex = 0

  /// How many tokens texts make with the model that is asked.
  package internal(set) var estimate = TokenEstimate()

  /// What came of making the conversation shorter.
  var compaction = CompactionRecord()

  /// Failed attempts of the request that is under way.
  var attempts = 0

  /// Whether one of its attempts has begun past the deadline of retries.
  var hasPassedRetryDeadline = false

  /// Answers in a row that could not be used.
  var repairs = 0

  /// The ids of all calls so far.
  var callIDs: Set<String> = []

  /// What is reserved for the request that is under way.
  var reservation: BudgetLedger.Reservation?

  /// The run's time at the last event that told it.
  var elapsed = Duration.zero

  /// How long turns take.
  var pace = TurnPace()

  /// Results of the last answer's calls that a transcript tells of, when others of them are still to come.
  var ended: [ToolResult] = []

  var loopGuard = LoopGuard()

  /// What came of the last calls before the run's end stopped them, by their ids.
  var stopped: [String: ToolAnswer] = [:]

  /// What a run that this one goes on from had begun.
  var begun = Resumption.Begun()

  /// What the model has read, so that it is not shown twice.
  var rereading = Rereading()

  package init(_ configuration: AgentConfiguration) {
    self.configuration = configuration
    let limits = configuration.limits
    ledger = BudgetLedger(Budget(turns: limits.turns, tokens: limits.tokens, money: limits.money))
  }

  package enum Phase: Hashable, Sendable {
    case idle
    case requesting
    case runningTools([ToolCall])

    /// Somebody is asked to make the conversation shorter, in this way.
    case compacting(CompactionWay)

    case finished(Outcome)
  }

  static let denialLimit = 100

  /// Whether an event ends the run while calls are under way.
  func isStoppedInCalls(by event: AgentEvent?) -> Bool {
    guard case .runningTools = phase else { return false }
    return event == .deadlineReached || event == .interrupted
  }

  /// All that was said, in order; it only grows.
  package var log: [LogEntry] { conversation.log }

  /// The bytes of the texts of the next request.
  package var promptBytes: Int { configuration.fixedBytes + conversation.size }

  /// The tokens that the next request will have, about.
  package var expectedTokens: Int { estimate.tokens(bytes: promptBytes) }

  /// How the run ended; nil while it goes on.
  package var outcome: Outcome? {
    if case .finished(let outcome) = phase { outcome } else { nil }
  }
}
