package import AgentKernel
internal import JSON
package import Models

/// A run in a few words, for lists and for the head of a page.
package struct TranscriptSummary: Sendable {
  package let id: TranscriptID
  package let place: String

  /// What was worked on, in words.
  package let target: String
  package let start: TranscriptTime?

  /// When something happened last.
  package let end: TranscriptTime?

  /// How it ended, in a word, or that it did not.
  package let status: String
  package let agents: Int
  package let turns: Int
  package let usage: Usage

  /// What the agents cost together; nil when no price was known.
  package let cost: Money?

  package init(_ run: RunTranscripts) {
    id = run.id
    let own = run.run
    place = own?.runStart?.place ?? ""
    target = Self.words(own?.runStart?.target ?? .null)
    start = own?.lines.first?.time ?? run.agents.first?.lines.first?.time
    end = ([own].compactMap { $0 } + run.agents).compactMap { $0.lines.last?.time }.max()
    if let line = own?.end, let status = line["status"]?.string {
      self.status = "\(status) (\(line["exit_code"]?.integer ?? 0))"
    } else {
      status = "unfinished"
    }
    let stories = run.agents.compactMap(AgentStory.init)
    agents = stories.count
    turns = stories.reduce(0) { $0 + $1.turns.count { $0.answered != nil } }
    let costs = stories.compactMap(\.cost)
    cost = costs.isEmpty ? nil : costs.reduce(Cost(), +).known
    usage = stories.reduce(Usage()) { $0 + $1.usage }
  }

  /// How many agents and turns there were, in words.
  var extent: String {
    func count(_ number: Int, _ unit: String) -> String { "\(number) \(unit)\(number == 1 ? "" : "s")" }
    return "\(count(agents, "agent")), \(count(turns, "turn"))"
  }

  /// The time from the first line to the last, in milliseconds.
  var milliseconds: Int { max(0, Int((end?.milliseconds ?? 0) - (start?.milliseconds ?? 0))) }

  private static func words(_ target: JSONValue) -> String {
    let kind = target["kind"]?.string ?? "?"
    return target["value"]?.string.map { "\(kind) \($0)" } ?? kind
  }
}

extension Usage {
  /// How much of the prompts came from the provider's cache, in whole per cent; nil without a prompt.
  package var hitRate: Int? { prompt > 0 ? cacheRead * 100 / prompt : nil }
}
