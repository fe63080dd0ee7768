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

  /// How it ended; nil when it did not.
  var end: TranscriptLine?

  /// One answer of the model and all that belongs to it.
  struct Turn: Sendable {
    let number: Int
    let start: TranscriptTime

    /// When the answer had come; nil when none came.
    var answered: TranscriptTime?
    var usage = Usage()
    var model: String?
    var items: [Item] = []
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

  /// What it cost, with the agents that it sent; nil when it did not end, or when no price was known.
  var cost: Money? {
    guard let cost = end?["cost"], let money = cost["microdollars"]?.integer else { return nil }
    return money == 0 && cost["unpriced_tokens"]?.integer != 0 ? nil : Money(picodollars: money * 1_000_000)
  }

  var usage: Usage { turns.reduce(Usage()) { $0 + $1.usage } }

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
      turns[last].usage = Usage(line["usage"])
    // Where the model reads the denial, its words stand with the call.
    case ("denied", _) where line["call_id"]?.string.flatMap({ results[$0]?.text }) == line["message"]?.string ?? "":
      break
    case ("tool_started", _), ("tool_ended", _), ("agent_ended", _), (_, .modelChanged),
      (_, .compacted), ("compaction_started", _), ("compaction_answer", _):
      break
    default: append(.notice(Self.words(of: line), isTrouble: ["request_failed", "denied"].contains(line.type)))
    }
  }

  private mutating func append(_ item: Item) {
    if let last = turns.indices.last { turns[last].items.append(item) } else { opening.append(item) }
  }

  /// A notice in words; what this program has no words for is shown as it stands.
  private static func words(of line: TranscriptLine) -> String {
    func text(_ key: String) -> String { line[key]?.string ?? "" }
    switch line.type {
    case "resumed": return "resumed"
    case "request_failed":
      let wait = line["wait_milliseconds"]?.integer.map { ", trying again in \($0) ms" } ?? ", given up"
      return "the request failed (\(text("error")))\(wait): \(text("message"))"
    case "model_switched": return "\(text("to")) takes over from \(text("from"))"
    case "compacted":
      let tokens = [line["tokens_before"], line["tokens_after"]].map { $0?.integer ?? 0 }
      return "the conversation was made shorter (\(text("way"))), from about \(tokens[0]) to \(tokens[1]) tokens"
    case "compaction_failed": return "making the conversation shorter failed (\(text("way"))): \(text("message"))"
    case "circuit_changed": return "the circuit of \(text(line["tool"] == nil ? "model" : "tool")) is \(text("state"))"
    case "repair": return "the answer goes back: \(text("reason"))"
    case "denied": return text("message")
    case "hook": return "the hook \(text("hook")) (\(text("point"))) \(text("event")): \(text("message"))"
    case "last_turn": return "the model was told to answer: \(text("limit")) was nearly reached"
    case "compaction": return "from here on the model is shown less of what was said (\(text("way")))"
    case "repetition": return "the model was told that it repeats itself"
    default:
      var rest = line.value.object ?? [:]
      for key in ["seq", "time", "type"] { rest[key] = nil }
      return "\(line.type) \(JSONValue.object(rest).serialized())"
    }
  }
}
