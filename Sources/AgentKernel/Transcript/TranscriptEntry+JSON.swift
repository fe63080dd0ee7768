package import JSON
internal import Models

extension TranscriptEntry {
  /// The version of the format, which the first line of each file names; a reader refuses a later one.
  package static let format = 1

  /// The entry's name in the member `type`.
  package var type: String {
    switch self {
    case .runStarted: "run_started"
    case .agentStarted: "agent_started"
    case .said(let entry, _): entry.type
    case .noticed(let notice): notice.type
    case .resumed: "resumed"
    case .agentEnded: "agent_ended"
    case .runEnded: "run_ended"
    }
  }

  /// The entry's other members.
  package var members: [String: JSONValue] {
    switch self {
    case .runStarted(let start): start.members
    case .agentStarted(let start): start.members
    case .said(let entry, let model): entry.members.merging(["model": .string(model)]) { own, _ in own }
    case .noticed(let notice): notice.members
    case .resumed: [:]
    case .agentEnded(let end): end.members
    case .runEnded(let status, let exitCode): ["status": .string(status), "exit_code": JSONValue(exitCode)]
    }
  }

  /// Whether the file should lie on the disk after this: once for each turn, and at the end.
  var endsTurn: Bool {
    switch self {
    case .said(.response, _), .said(.results, _), .agentEnded, .runEnded, .agentStarted: true
    case .said, .noticed, .resumed, .runStarted: false
    }
  }
}

extension TranscriptEntry.RunStart {
  var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "format": JSONValue(TranscriptEntry.format), "program": .string(program), "run": .string(run), "target": target,
      "place": .string(place),
    ]
    if let parent { members["parent"] = parent.value }
    return members
  }

  init?(_ value: JSONValue) {
    guard let program = value["program"]?.string, let run = value["run"]?.string, let place = value["place"]?.string
    else { return nil }
    self.init(
      program: program, run: run, target: value["target"] ?? .null, place: place,
      parent: value["parent"].flatMap(TranscriptEntry.Parent.init))
  }
}

extension TranscriptEntry.AgentStart {
  var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "format": JSONValue(TranscriptEntry.format), "program": .string(program), "run": .string(run),
      "agent": .string(agent), "job": .string(job), "definition": .string(definition), "subject": .string(subject),
      "models": .array(models.map(JSONValue.string)), "tools": .array(tools.map(JSONValue.string)),
      "tool_hash": .string(toolHash),
      "system": .array(
        system.map { ["text": .string($0.text), "ends_cacheable_prefix": .bool($0.endsCacheablePrefix)] }),
    ]
    if let parent { members["parent"] = parent.value }
    return members
  }

  init?(_ value: JSONValue) {
    func text(_ key: String) -> String? { value[key]?.string }
    func texts(_ key: String) -> [String]? { value[key]?.array?.compactMap(\.string) }
    guard let program = text("program"), let run = text("run"), let agent = text("agent"), let job = text("job"),
      let definition = text("definition"), let subject = text("subject"), let models = texts("models"),
      let tools = texts("tools"), let toolHash = text("tool_hash"), let system = value["system"]?.array
    else { return nil }
    self.init(
      program: program, run: run, agent: agent, job: job, definition: definition, subject: subject, models: models,
      tools: tools, toolHash: toolHash,
      system: system.map { section in
        SystemSection(
          text: section["text"]?.string ?? "", endsCacheablePrefix: section["ends_cacheable_prefix"]?.bool ?? false)
      }, parent: value["parent"].flatMap(TranscriptEntry.Parent.init))
  }
}

extension TranscriptEntry.Parent {
  var value: JSONValue {
    ["run": .string(run), "agent": JSONValue(agent), "seq": seq.map { JSONValue($0) } ?? .null]
  }

  init?(_ value: JSONValue) {
    guard let run = value["run"]?.string else { return nil }
    self.init(run: run, agent: value["agent"]?.string, seq: value["seq"]?.integer)
  }
}

extension TranscriptEntry.AgentEnd {
  var members: [String: JSONValue] {
    [
      "outcome": outcome.value, "turns": JSONValue(turns), "usage": usage.value, "cost": cost.value,
      "milliseconds": JSONValue(time.wholeMilliseconds), "denials": .array(denials.map { .string("\($0)") }),
    ]
  }
}

extension Cost {
  /// The money in millionths of a dollar, what caches saved of it, the tokens without a price, and what of it all is an
  /// estimate.
  package var value: JSONValue {
    [
      "microdollars": JSONValue(money.microdollars), "saved_microdollars": JSONValue(savings.microdollars),
      "unpriced_tokens": JSONValue(unpricedTokens), "estimated_tokens": JSONValue(estimatedTokens),
      "estimated_microdollars": JSONValue(estimated.microdollars),
    ]
  }

  /// What `value` writes; nil for a line of a program that did not write it.
  package init?(_ value: JSONValue?) {
    guard let value, let money = value["microdollars"]?.integer else { return nil }
    func amount(_ microdollars: Int?) -> Money { Money(picodollars: 1_000_000) * (microdollars ?? 0) }
    self.init(
      money: amount(money), savings: amount(value["saved_microdollars"]?.integer),
      unpricedTokens: value["unpriced_tokens"]?.integer ?? 0, estimatedTokens: value["estimated_tokens"]?.integer ?? 0,
      estimated: amount(value["estimated_microdollars"]?.integer))
  }
}

extension Usage {
  /// The tokens by kind.
  package var value: JSONValue {
    [
      "input": JSONValue(input), "output": JSONValue(output), "cache_read": JSONValue(cacheRead),
      "cache_write": JSONValue(cacheWrite),
    ]
  }

  /// What `value` writes; members that are missing count as 0.
  package init(_ value: JSONValue?) {
    self.init(
      input: value?["input"]?.integer ?? 0, output: value?["output"]?.integer ?? 0,
      cacheRead: value?["cache_read"]?.integer ?? 0, cacheWrite: value?["cache_write"]?.integer ?? 0)
  }
}

extension Duration {
  /// Milliseconds, cut to a whole number.
  package var wholeMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
