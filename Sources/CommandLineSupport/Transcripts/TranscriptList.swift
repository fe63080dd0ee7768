internal import AgentKernel
internal import JSON
internal import Models
internal import Redaction

/// The runs that are kept, as a table or as JSON.
package struct TranscriptList: Sendable {
  private let runs: [TranscriptSummary]

  /// - Parameter runs: the newest first.
  package init(_ runs: [TranscriptSummary]) { self.runs = runs }

  /// A line for each run; foreign text is escaped.
  package var text: String {
    if runs.isEmpty { return "No transcripts are kept.\n" }
    return runs.map { run in
      let target = TerminalText.singleLine(run.target, limit: 60)
      let place = TerminalText.singleLine(run.place, limit: 80)
      let tokens = "\(run.usage.prompt) + \(run.usage.output) tokens"
      return "\(run.id)  \(run.status)  \(target)  \(run.extent), \(tokens)  \(place)\n"
    }.joined()
  }

  /// The runs as `{"schema_version": 1, "runs": [...]}`.
  package var json: String {
    let list = runs.map { run -> JSONValue in
      [
        "run": .string(run.id.string), "status": .string(run.status), "target": .string(run.target),
        "place": .string(run.place), "start": JSONValue(run.start?.text), "agents": JSONValue(run.agents),
        "turns": JSONValue(run.turns), "usage": run.usage.value,
      ]
    }
    return JSONValue.object(["schema_version": 1, "runs": .array(list)]).serialized(.indented) + "\n"
  }
}
