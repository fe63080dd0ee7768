internal import Models

/// Which turns the hooks still have to be asked about: the one that is over, and the one that begins.
struct TurnWatch {
  /// What has to be asked before a request goes out.
  struct Passage: Sendable {
    var ended: (turn: Int, calls: [ToolCall])?
    var begins: Int?
  }

  private var ended: (turn: Int, calls: [ToolCall])?
  private var begins: Int?

  mutating func note(_ notice: RunNotice) {
    switch notice {
    case .requesting(let turn): begins = turn
    case .responded(let turn, _, _, let calls): ended = (turn, calls)
    default: break
    }
  }

  /// What has to be asked now; a request that is tried again has nothing new to ask.
  mutating func passage() -> Passage {
    defer { (ended, begins) = (nil, nil) }
    return Passage(ended: ended, begins: begins)
  }
}

extension AgentHooks {
  /// Asks about the turn that is over and the one that begins.
  ///
  /// - Returns: why the run may not go on; nil when it may.
  func pass(_ passage: TurnWatch.Passage) async -> PermissionDenial? {
    if let ended = passage.ended, let denial = await turn(ended.turn, .afterTurn, calls: ended.calls).denial {
      return denial
    }
    guard let turn = passage.begins else { return nil }
    return await self.turn(turn, .beforeTurn).denial
  }

  /// Asks about the end of a run, and about the turn before it if that is still to be asked about.
  ///
  /// A run that was cancelled has its end too, so this is not cancelled with it; the hooks' own deadlines bound it.
  ///
  /// - Returns: why the run's answer is not to be taken; nil when it may be, and when there is none.
  func end(_ outcome: Outcome, _ passage: TurnWatch.Passage, turns: Int, usage: Usage) async -> PermissionDenial? {
    guard !isEmpty else { return nil }
    let denial = await Task {
      let last = passage.ended
      let ofTurn = last == nil ? nil : await turn(last?.turn ?? turns, .afterTurn, calls: last?.calls ?? []).denial
      let ofEnd = await atEnd(outcome, turns: turns, usage: usage).denial
      return ofTurn ?? ofEnd
    }.value
    return outcome.isDone ? denial : nil
  }
}
