internal import HTTP
internal import Models

/// How a conversation is made shorter, between a turn and the next request: one way after the other, until one has done it.
extension AgentState {
  /// What came of compactions so far.
  struct CompactionRecord: Hashable, Sendable {
    /// How often each way has failed in a row.
    var failures: [CompactionWay: Int] = [:]

    /// The conversation's size after the last one.
    var sizeAfter: Int?

    /// The tokens of the window that the one under way works for.
    var window = 0

    /// The tokens of the next prompt before it.
    var tokensBefore = 0

    /// Whether the request that is under way has been too long once already.
    var hasAnsweredOverflow = false
  }

  // MARK: - Whether

  /// Whether the next request is to be made shorter before it is sent.
  var isCompactionDue: Bool {
    guard let window = configuration.models[modelIndex].contextTokens else { return false }
    return isCompactionNear(expecting: expectedTokens) && canCompact(within: window)
  }

  /// Whether a prompt of so many tokens nears the window's end.
  func isCompactionNear(expecting tokens: Int) -> Bool {
    guard let window = configuration.models[modelIndex].contextTokens, configuration.compaction != nil else {
      return false
    }
    return tokens >= CompactionPolicy.threshold(window: window, answer: answerTokens)
  }

  /// Whether a compaction would be worth it: something has come since the last one, and enough of all is old.
  func canCompact(within window: Int) -> Bool {
    guard configuration.compaction != nil else { return false }
    if let last = compaction.sizeAfter {
      let growth = estimate.tokens(ofText: max(0, conversation.size - last))
      guard growth >= CompactionPolicy.growth(window: window) else { return false }
    }
    return plan(within: window).older.reduce(0) { $0 + $1.size } >= conversation.size / 4
  }

  /// Makes a request shorter that the provider found too long, once; nil when nothing can be done.
  mutating func compactAfterOverflow() -> [AgentEffect]? {
    guard !compaction.hasAnsweredOverflow else { return nil }
    compaction.hasAnsweredOverflow = true
    return compact(isForced: true)
  }

  // MARK: - How

  /// Begins a compaction; nil when there is nothing that could go.
  ///
  /// - Parameter isForced: whether the provider has found the request too long, whatever the estimate says.
  mutating func compact(isForced: Bool) -> [AgentEffect]? {
    guard let policy = configuration.compaction else { return nil }
    releaseReservation()
    compaction.tokensBefore = expectedTokens
    let known = configuration.models[modelIndex].contextTokens ?? expectedTokens
    compaction.window = isForced ? min(known, expectedTokens) : known
    let plan = plan(within: compaction.window)
    guard !plan.older.isEmpty else { return nil }
    let (callIDs, freed) = plan.clearing(with: policy.words.cleared)
    let isEnough =
      estimate.tokens(bytes: promptBytes - freed) <= CompactionPolicy.clearedTarget(window: compaction.window)
    // A request that is too long already would be too long with an instruction behind it too.
    guard !callIDs.isEmpty, isEnough || isForced else { return tryNext(after: .clearedResults, policy) }
    conversation.append(.compacted(.cleared(callIDs: callIDs, text: policy.words.cleared)))
    let told = tellCompacted(.clearedResults)
    return isEnough ? told + conclude() : told + tryNext(after: .clearedResults, policy)
  }

  private mutating func tryNext(after way: CompactionWay, _ policy: CompactionPolicy) -> [AgentEffect] {
    let later = CompactionWay.allCases.drop { $0 != way }.dropFirst()
    for way in later where compaction.failures[way, default: 0] < CompactionPolicy.failureLimit {
      switch way {
      case .clearedResults: continue
      case .summary:
        let words = policy.words.instruction
        let needed = expectedTokens + estimate.tokens(ofText: words.utf8.count) + answerTokens
        guard needed <= configuration.models[modelIndex].contextTokens ?? .max, reserveForCompaction() else { continue }
        return ask(way, policy)
      case .provider:
        guard configuration.models[modelIndex].compacts, reserveForCompaction() else { continue }
        return ask(way, policy)
      case .extract: return extract(policy)
      }
    }
    return conclude()
  }

  private mutating func ask(_ way: CompactionWay, _ policy: CompactionPolicy) -> [AgentEffect] {
    forgetAttempts()
    phase = .compacting(way)
    return [.notify(.compacting(way)), effect(of: way, policy, after: .zero)]
  }

  private func effect(of way: CompactionWay, _ policy: CompactionPolicy, after wait: Duration) -> AgentEffect {
    way == .provider
      ? .compactAtProvider(kept: plan(within: compaction.window).kept, after: wait)
      : .summarise(instruction: policy.words.instruction, after: wait)
  }

  private mutating func extract(_ policy: CompactionPolicy) -> [AgentEffect] {
    let kept = plan(within: compaction.window).kept
    guard replace(by: .replaced(text: excerpts(policy), kept: kept, way: .extract)) else {
      return fail(.extract, "the task and the newest turns fill the window by themselves", policy)
    }
    return tellCompacted(.extract) + conclude()
  }

  private func excerpts(_ policy: CompactionPolicy) -> String {
    let limit = Double(CompactionPolicy.summaryTokens(window: compaction.window)) * estimate.bytesPerToken
    return policy.words.text(ofExcerpts: plan(within: compaction.window).excerpts(limit: Int(limit)))
  }

  /// Takes the provider's own summary in, or goes on to the next way.
  mutating func receiveProviderCompaction(_ made: ProviderCompaction) -> [AgentEffect] {
    guard let policy = configuration.compaction else { return conclude() }
    let cost = settle(made.usage, isTurn: false)
    let told = [AgentEffect.notify(.compactionAnswered(.provider, usage: made.usage, cost: cost))]
    let kept = plan(within: compaction.window).kept
    guard replace(by: .byProvider(data: made.data, excerpts: excerpts(policy), kept: kept)) else {
      return told + fail(.provider, "what the provider made of the conversation is hardly shorter", policy)
    }
    return told + tellCompacted(.provider) + conclude()
  }

  /// Takes the model's summary in, or goes on to the next way.
  mutating func receiveSummary(_ response: ModelResponse) -> [AgentEffect] {
    guard let policy = configuration.compaction else { return conclude() }
    let cost = settle(response.usage, isTurn: false)
    let told = [AgentEffect.notify(.compactionAnswered(.summary, usage: response.usage, cost: cost))]
    do throws(AgentKernelError) {
      let text = policy.words.text(of: try ConversationSummary(parsing: response.content.text))
      let kept = plan(within: compaction.window).kept
      guard replace(by: .replaced(text: text, kept: kept, way: .summary)) else {
        throw AgentKernelError(.invalidSummary, "the model's summary is hardly shorter than the conversation")
      }
    } catch {
      return told + fail(.summary, "\(error)", policy)
    }
    return told + tellCompacted(.summary) + conclude()
  }

  /// Asks for the summary once more where that may help, or goes on to the next way.
  mutating func retryCompaction(
    _ way: CompactionWay, after error: ModelError, elapsed: Duration, jitter: Double, hasCost: Bool
  ) -> [AgentEffect] {
    guard let policy = configuration.compaction else { return conclude() }
    attempts += 1
    if error.isRetryable,
      case .retry(let wait) = configuration.retryPolicy.decide(
        attempt: attempts, retryAfter: error.retryAfter, elapsed: elapsed, jitter: jitter),
      !hasCost || reserveForCompaction()
    {
      return [
        .notify(.requestFailed(error, attempt: attempts, retryingAfter: wait)),
        effect(of: way, policy, after: wait),
      ]
    }
    var effects = [AgentEffect.notify(.requestFailed(error, attempt: attempts, retryingAfter: nil))]
    if error.isProviderFault { effects.append(.recordFailure(error, model: modelIndex)) }
    return effects + fail(way, "\(error)", policy)
  }

  /// What becomes of a compaction that a budget shared with others has no room for.
  mutating func refuseCompaction(_ way: CompactionWay) -> [AgentEffect] {
    guard let policy = configuration.compaction else { return conclude() }
    releaseReservation()
    return tryNext(after: way, policy)
  }

  // MARK: - Steps

  private mutating func fail(_ way: CompactionWay, _ reason: String, _ policy: CompactionPolicy) -> [AgentEffect] {
    compaction.failures[way, default: 0] += 1
    let isGivenUp = compaction.failures[way, default: 0] >= CompactionPolicy.failureLimit
    return [.notify(.compactionFailed(way, reason: reason, isGivenUp: isGivenUp))] + tryNext(after: way, policy)
  }

  /// Shows the model something in place of what is old, unless that would hardly be shorter.
  private mutating func replace(by replacement: Compaction) -> Bool {
    var shorter = conversation
    shorter.append(.compacted(replacement))
    let tokens = estimate.tokens(bytes: configuration.fixedBytes + shorter.size)
    guard shorter.size < conversation.size, tokens <= compaction.tokensBefore / 4 * 3 else { return false }
    conversation = shorter
    return true
  }

  private mutating func tellCompacted(_ way: CompactionWay) -> [AgentEffect] {
    compaction.failures[way] = 0
    return [.notify(.compacted(way, tokensBefore: compaction.tokensBefore, tokensAfter: expectedTokens))]
  }

  private mutating func conclude() -> [AgentEffect] {
    releaseReservation()
    compaction.sizeAfter = conversation.size
    return request()
  }

  private func plan(within window: Int) -> CompactionPlan {
    let bytes = Double(CompactionPolicy.keptTokens(window: window)) * estimate.bytesPerToken
    return CompactionPlan(conversation, keptBytes: Int(bytes))
  }
}
