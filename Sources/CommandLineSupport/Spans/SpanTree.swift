internal import AgentKernel
internal import JSON
internal import Models
internal import SourceText

/// A run's spans, made of its entries: the run, its agents, their turns, each attempt of a request, each tool call.
///
/// The names of attributes are those of OpenTelemetry's conventions for generative AI where there are any, and begin with
/// `fulcrum.` elsewhere. Texts of the conversation are no attributes.
struct SpanTree: Sendable {
  /// The open spans of one agent, by their index in `spans`.
  private struct Agent {
    var span: Int

    /// Its name among the run's tasks; empty for one that is taken up.
    var job = ""
    var turn: Int?
    var attempt: Int?
    var tools: [String: Int] = [:]
    var model = ""
  }

  private(set) var spans: [Span] = []

  /// Thirty-two hexadecimal digits.
  let trace: String

  private let run: String
  private let providers: [String: String]
  private var agents: [String: Agent] = [:]

  /// - Parameters:
  ///   - run: the run's name.
  ///   - program: the program's name.
  ///   - providers: the providers' names, by the models' names.
  ///   - time: when the run begins.
  init(run: String, program: String, providers: [String: String] = [:], at time: TranscriptTime) {
    self.run = run
    self.providers = providers
    trace = String(ContentHash(of: run).hexadecimal.prefix(32))
    _ = open(program, parent: nil, at: time, ["fulcrum.run": .string(run)])
  }

  mutating func add(_ entry: RecordedEntry) {
    guard let name = entry.agent else {
      if case .runEnded(let status, let exitCode) = entry.entry {
        close(0, at: entry.time, ["fulcrum.status": .string(status), "process.exit.code": JSONValue(exitCode)])
      }
      return
    }
    switch entry.entry {
    case .agentStarted(let start):
      let model = start.models.first ?? ""
      let span = open(
        "invoke_agent \(start.agent)", parent: caller(of: start.job) ?? 0, at: entry.time,
        provided(
          by: model,
          [
            "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": .string(start.agent),
            "gen_ai.agent.id": .string(name), "gen_ai.request.model": .string(model),
            "fulcrum.job": .string(start.job),
          ]))
      agents[name] = Agent(span: span, job: start.job, model: model)
    case .resumed where agents[name] == nil:
      agents[name] = Agent(span: open("invoke_agent \(name)", parent: 0, at: entry.time, ["fulcrum.resumed": true]))
    case .said(_, let model): agents[name]?.model = model
    case .noticed(let notice): add(notice, of: name, at: entry.time)
    case .agentEnded(let end): endAgent(name, end, at: entry.time)
    case .resumed, .runStarted, .runEnded: break
    }
  }

  private mutating func add(_ notice: RunNotice, of name: String, at time: TranscriptTime) {
    guard let agent = agents[name] else { return }
    switch notice {
    case .requesting(let turn):
      if let last = agent.turn { close(last, at: time) }
      let span = open("turn \(turn)", parent: agent.span, at: time, ["fulcrum.turn": JSONValue(turn)])
      agents[name]?.turn = span
      openAttempt(name, number: 1, at: time)
    case .requestFailed(let error, let attempt, let wait):
      if let open = agent.attempt {
        close(open, at: time, ["error.type": .string(error.code.rawValue)], failure: error.description)
      }
      agents[name]?.attempt = nil
      if let wait {
        openAttempt(
          name, number: attempt + 1,
          at: TranscriptTime(milliseconds: time.milliseconds + Int64(wait.wholeMilliseconds)))
      }
    case .switchedModel(_, let to):
      agents[name]?.model = to
      openAttempt(name, number: 1, at: time)
    case .compacting: openAttempt(name, number: 1, at: time)
    case .responded(_, let usage, let cost, _), .compactionAnswered(_, let usage, let cost):
      if let open = agent.attempt { close(open, at: time, Self.attributes(usage, cost)) }
      agents[name]?.attempt = nil
    case .cutOff(let usage, let cost):
      // Why it was cut off is told next, if the run goes on.
      if let open = agent.attempt {
        let attributes = Self.attributes(usage, cost).merging(["fulcrum.usage.is_estimate": true]) { own, _ in own }
        spans[open].attributes.merge(attributes) { $1 }
      }
    case .toolStarted(let call):
      let span = open(
        "execute_tool \(call.name)", parent: agent.turn ?? agent.span, at: time,
        [
          "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": .string(call.name),
          "gen_ai.tool.call.id": .string(call.id),
        ])
      agents[name]?.tools[call.id] = span
    case .toolEnded(let callID, _, let isError, _):
      if let open = agent.tools[callID] {
        close(open, at: time, isError ? ["error.type": "tool_error"] : [:], failure: isError ? "an error result" : nil)
      }
    default: break
    }
  }

  private static func attributes(_ usage: Usage, _ cost: Cost) -> [String: JSONValue] {
    var attributes: [String: JSONValue] = [
      "gen_ai.usage.input_tokens": JSONValue(usage.prompt), "gen_ai.usage.output_tokens": JSONValue(usage.output),
      "gen_ai.usage.cache_read.input_tokens": JSONValue(usage.cacheRead),
      "gen_ai.usage.cache_creation.input_tokens": JSONValue(usage.cacheWrite),
    ]
    if let money = cost.known { attributes["fulcrum.cost.microdollars"] = JSONValue(money.microdollars) }
    return attributes
  }

  /// The span of the call that sends the agent with this job; nil for one that nobody sends.
  private func caller(of job: String) -> Int? {
    for agent in agents.values {
      for (call, span) in agent.tools where TranscriptEntry.AgentStart.job(ofCall: call, in: agent.job) == job {
        return span
      }
    }
    return nil
  }

  private mutating func endAgent(_ name: String, _ end: TranscriptEntry.AgentEnd, at time: TranscriptTime) {
    guard let agent = agents[name] else { return }
    for span in [agent.attempt, agent.turn].compactMap({ $0 }) + agent.tools.values where spans[span].end == nil {
      close(span, at: time)
    }
    let isAnswer =
      if case .answered = end.outcome { true } else if case .completed = end.outcome { true } else { false }
    close(
      agent.span, at: time,
      [
        "fulcrum.outcome": .string(end.outcome.name), "gen_ai.usage.input_tokens": JSONValue(end.usage.prompt),
        "gen_ai.usage.output_tokens": JSONValue(end.usage.output), "fulcrum.turns": JSONValue(end.turns),
      ], failure: isAnswer ? nil : end.outcome.description)
  }

  private mutating func openAttempt(_ name: String, number: Int, at time: TranscriptTime) {
    guard let agent = agents[name] else { return }
    let span = open(
      "chat \(agent.model)", parent: agent.turn ?? agent.span, at: time,
      provided(
        by: agent.model,
        [
          "gen_ai.operation.name": "chat", "gen_ai.request.model": .string(agent.model),
          "fulcrum.attempt": JSONValue(number),
        ]))
    spans[span].kind = .client
    agents[name]?.attempt = span
  }

  /// Attributes with the name of the provider, where it is known.
  private func provided(by model: String, _ attributes: [String: JSONValue]) -> [String: JSONValue] {
    guard let name = providers[model] else { return attributes }
    return attributes.merging(["gen_ai.provider.name": .string(name)]) { own, _ in own }
  }

  /// The new span's index.
  private mutating func open(
    _ name: String, parent: Int?, at time: TranscriptTime, _ attributes: [String: JSONValue] = [:]
  ) -> Int {
    let id = ContentHash(ofFields: [run, "\(spans.count)"]).hexadecimal.prefix(16)
    spans.append(
      Span(name: name, id: String(id), parent: parent.map { spans[$0].id }, start: time, attributes: attributes))
    return spans.count - 1
  }

  private mutating func close(
    _ span: Int, at time: TranscriptTime, _ attributes: [String: JSONValue] = [:], failure: String? = nil
  ) {
    spans[span].end = time
    spans[span].failure = failure
    spans[span].attributes.merge(attributes) { $1 }
  }
}

extension SpanTree {
  /// All spans as one OTLP document, without secrets once it has passed a redactor.
  func document(program: String, now: TranscriptTime) -> JSONValue {
    [
      "resourceSpans": [
        [
          "resource": [
            "attributes": [
              ["key": "service.name", "value": Span.attribute(.string(program))],
              ["key": "service.version", "value": Span.attribute(.string(Version.text))],
            ]
          ],
          "scopeSpans": [
            [
              "scope": ["name": "fulcrum", "version": .string(Version.text)],
              "spans": .array(spans.map { $0.value(trace: trace, now: now) }),
            ]
          ],
        ]
      ]
    ]
  }
}
