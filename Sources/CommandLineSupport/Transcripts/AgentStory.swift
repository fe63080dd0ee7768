internal import AgentKernel
internal import JSON
internal import Models

/// An agent's transcript in the order in which a reader follows it: a beginning, turns, an end.
struct AgentStory: Sendable {
  let name: String
  let start: TranscriptEntry.AgentStart

  /// What stands before the first request.
  var opening: [Item] = []
  var turns: [Turn] = []

  /// What was answered besides turns: summaries of the conversation, and answers that were cut off.
  var asides: [Answer] = []

  /// How it ended; nil when it did not.
  var end: TranscriptLine?

  /// One answer of the model and all that belongs to it.
  struct Turn: Sendable {
    let number: Int
    let start: TranscriptTime

    /// When the answer had come; nil when none came.
    var answered: TranscriptTime?
    var answer = Answer()
    var model: String?
    var items: [Item] = []
  }

  /// What an answer cost.
  struct Answer: Sendable {
    var usage = Usage()

    /// Nil when an older program wrote the line.
    var cost: Cost?
  }

  /// Something that is shown.
  enum Item: Sendable {
    /// What the kernel or the pipeline tells the model.
    case told(String)
    case said(String)
    case thought(String)
    case called(Call)

    /// What happened besides, in words, and whether it is trouble.
    case notice(String, isTrouble: Bool)
  }

  /// A call with its result.
  struct Call: Sendable {
    let call: ToolCall

    /// Nil when the run ended before.
    let result: ToolResult?

    /// Nil when the tool did not run.
    let milliseconds: Int?
  }

  private var answers: [Answer] { turns.map(\.answer) + asides }

  /// What it cost itself: the agents that it sent have stories of their own.
  ///
  /// In a transcript of an older program it is what the end says, if there is one, with those agents.
  var cost: Cost? {
    let costs = answers.compactMap(\.cost)
    return costs.isEmpty ? Cost(end?["cost"]) : costs.reduce(Cost(), +)
  }

  var usage: Usage { answers.reduce(Usage()) { $0 + $1.usage } }

  /// Tells the story of a transcript; nil when it is no agent's.
  init?(_ transcript: Transcript) {
    guard let start = transcript.agentStart else { return nil }
    name = transcript.name
    self.start = start
    end = transcript.end
    var results: [String: ToolResult] = [:]
    var times: [String: Int] = [:]
    for line in transcript.lines {
      if case .results(let list, _) = LogEntry(type: line.type, line.value) {
        for result in list { results[result.callID] = result }
      }
      if line.type == "tool_ended", let id = line["call_id"]?.string { times[id] = line["milliseconds"]?.integer }
    }
    for line in transcript.lines.dropFirst() { add(line, results, times) }
  }

  private mutating func add(_ line: TranscriptLine, _ results: [String: ToolResult], _ times: [String: Int]) {
    switch (line.type, LogEntry(type: line.type, line.value)) {
    case (_, .instruction(let text)): append(.told(text))
    case (_, .response(let content)):
      if let last = turns.indices.last { turns[last].model = line["model"]?.string }
      for block in content {
        switch block {
        case .text(let text): append(.said(text))
        case .thinking(let text, _): append(.thought(text))
        case .redactedThinking: append(.thought("(kept by the provider)"))
        case .toolCall(let call):
          append(.called(Call(call: call, result: results[call.id], milliseconds: times[call.id])))
        case .toolResult: break
        }
      }
    case (_, .results(_, let note)): if let note { append(.told(note)) }
    case ("request_started", _):
      turns.append(Turn(number: line["turn"]?.integer ?? turns.count + 1, start: line.time))
    case ("answer", _):
      guard let last = turns.indices.last else { return }
      turns[last].answered = line.time
      turns[last].answer = Answer(line)
    case ("compaction_answer", _), ("request_cut_off", _):
      asides.append(Answer(line))
      append(.notice(StoryWords.of(line), isTrouble: false))
    // Where the model reads the denial, its words stand with the call.
    case ("denied", _) where line["call_id"]?.string.flatMap({ results[$0]?.text }) == line["message"]?.string ?? "":
      break
    case ("tool_started", _), ("tool_ended", _), ("agent_ended", _), (_, .modelChanged),
      (_, .compacted), ("compaction_started", _):
      break
    default: append(.notice(StoryWords.of(line), isTrouble: ["request_failed", "denied"].contains(line.type)))
    }
  }

  private mutating func append(_ item: Item) {
    if let last = turns.indices.last { turns[last].items.append(item) } else { opening.append(item) }
  }
}

extension AgentStory.Answer {
  init(_ line: TranscriptLine) {
    usage = Usage(line["usage"])
    cost = Cost(line["cost"])
  }
}

extension Cost {
  /// The money; nil when it is not known, since no model had a price.
  var known: Money? { money == .zero && unpricedTokens > 0 ? nil : money }
}
