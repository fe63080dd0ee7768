internal import Models

/// How a run keeps within its budget: room for the worst case is reserved before a request and settled after it, and when
/// a limit comes near, the model gets one last turn, for its final answer alone.
extension AgentState {
  /// Says something to the model and asks it, if there is room for that.
  ///
  /// - Parameter entry: what is said; nil when the last entry of the log says all.
  mutating func request(saying entry: LogEntry?) -> [AgentEffect] {
    var entry = entry
    pace.end(at: elapsed)
    var limit = limitNearBy
    if limit == nil, isCompactionNear(expecting: expectedPrompt(saying: entry)) {
      if let said = entry.take() { conversation.append(said) }
      if isCompactionDue, let effects = compact(isForced: false) { return effects }
    }
    if limit == nil {
      switch ledger.reserve(worstCase(saying: entry), for: .work) {
      case .granted(let granted): reservation = granted
      case .refused(let reached): limit = reached
      }
    }
    if let limit { return lastRequest(saying: entry, because: limit) }
    if let entry { conversation.append(entry) }
    return ask()
  }

  /// Asks the model with what was said already, if there is room for that.
  mutating func request() -> [AgentEffect] { request(saying: nil) }

  /// What becomes of a request that a budget shared with others has no room for.
  mutating func refuse(_ limit: BudgetLimit) -> [AgentEffect] {
    releaseReservation()
    return lastRequest(saying: nil, because: limit)
  }

  /// Reserves for the model that is asked now in place of the one before, which may have cost less.
  mutating func reserveAgain() -> BudgetLimit? {
    releaseReservation()
    switch ledger.reserve(worstCase(saying: nil), for: lastTurn == nil ? .work : .finalAnswer) {
    case .granted(let granted):
      reservation = granted
      return nil
    case .refused(let limit): return limit
    }
  }

  /// Takes account of an answer.
  ///
  /// - Parameters:
  ///   - used: its tokens.
  ///   - isTurn: whether it counts against the turns; what makes the conversation shorter does not.
  /// - Returns: what it cost.
  @discardableResult
  mutating func settle(_ used: Usage, isTurn: Bool = true) -> Cost {
    let answer = Spending(answer: used, at: configuration.models[modelIndex].price, ofModel: modelIndex)
    usage = usage + used
    spending = spending + answer
    var amount = answer.amount
    if !isTurn { amount.turns = 0 }
    if let reservation { ledger.settle(reservation, as: amount) } else { ledger.charge(amount) }
    reservation = nil
    return answer.cost
  }

  /// Takes account of a request that brought no whole answer; what is reserved stays so.
  ///
  /// - Parameter used: the tokens that the provider is taken to bill.
  /// - Returns: the word of it.
  mutating func charge(cutOff used: Usage) -> AgentEffect {
    let request = Spending(cutOff: used, at: configuration.models[modelIndex].price)
    usage = usage + used
    spending = spending + request
    ledger.charge(request.amount)
    return .notify(.cutOff(usage: used, cost: request.cost))
  }

  /// Reserves for a request that is to make the conversation shorter.
  ///
  /// - Returns: whether there is room for it.
  mutating func reserveForCompaction() -> Bool {
    releaseReservation()
    guard case .granted(let granted) = ledger.reserve(worstCase(saying: nil), for: .work) else { return false }
    reservation = granted
    return true
  }

  /// Takes account of what tools spent on models themselves.
  mutating func charge(_ spending: Spending) {
    self.spending = self.spending + spending
    // Turns are this conversation's own.
    var amount = spending.amount
    amount.turns = 0
    ledger.charge(amount)
  }

  mutating func releaseReservation() {
    if let reservation { ledger.release(reservation) }
    reservation = nil
  }

  /// The request that is under way.
  package var openRequest: OpenRequest {
    OpenRequest(
      worst: reservation?.amount ?? worstCase(saying: nil), purpose: lastTurn == nil ? .work : .finalAnswer,
      promptTokens: expectedTokens, bytesPerToken: estimate.bytesPerToken)
  }

  /// Asks for the final answer, out of the share that is held back for it; ends the run if that is used up too.
  private mutating func lastRequest(saying entry: LogEntry?, because limit: BudgetLimit) -> [AgentEffect] {
    let said = saidLast(entry)
    guard lastTurn == nil, case .granted(let granted) = ledger.reserve(worstCase(saying: said), for: .finalAnswer)
    else {
      if let entry { conversation.append(entry) }
      return finish(.budgetReached(limit))
    }
    reservation = granted
    lastTurn = limit
    conversation.append(said)
    return [.notify(.lastTurn(limit))] + ask()
  }

  private mutating func ask() -> [AgentEffect] {
    phase = .requesting
    forgetAttempts()
    pace.begin(at: elapsed)
    return [.notify(.requesting(turn: turns + 1)), .request(after: .zero)]
  }

  /// The entry with the word that this is the last turn.
  private func saidLast(_ entry: LogEntry?) -> LogEntry {
    let word = configuration.notes.lastTurn
    switch entry {
    case .instruction(let text): return .instruction(text + "\n\n" + word)
    case .results(let results, let note): return .results(results, note: note.map { $0 + "\n\n" + word } ?? word)
    case .response, .modelChanged, .compacted, nil: return .instruction(word)
    }
  }

  /// A limit that no ledger knows of, and that has come near.
  private var limitNearBy: BudgetLimit? {
    if let time = configuration.limits.time, time - elapsed < pace.heldBack(of: time) { return .time }
    return isWindowNearlyFull ? .context : nil
  }

  /// The most that the next request may take: nothing of the prompt is in the cache, and the answer is as long as it may be.
  private func worstCase(saying entry: LogEntry?) -> BudgetLedger.Amount {
    let output = configuration.maximumOutputTokens
    let prompt = expectedPrompt(saying: entry)
    let price = configuration.models[modelIndex].price
    return BudgetLedger.Amount(
      turns: 1, tokens: prompt + output, money: price?.mostCost(prompt: prompt, output: output))
  }

  /// Tokens of the next prompt, about.
  private func expectedPrompt(saying entry: LogEntry?) -> Int {
    let added = entry.map { Conversation([$0]).size } ?? 0
    return estimate.tokens(bytes: promptBytes + added)
  }
}
