package import AgentKernel
internal import JSON
internal import Models
internal import Redaction

/// A run as text for a terminal; every foreign character that a terminal would act on is shown in its place.
package struct TranscriptText: Sendable {
  private let isColored: Bool
  private let limit: Int

  /// - Parameters:
  ///   - isColored: whether to use a terminal's colours.
  ///   - limit: the lines of one message or result that are shown; the rest is counted. At least 1.
  package init(isColored: Bool, limit: Int = 40) {
    self.isColored = isColored
    self.limit = max(1, limit)
  }

  package func text(of run: RunTranscripts) -> String {
    let summary = TranscriptSummary(run)
    var lines = [
      bold("run \(run.id)"), "  \(line(summary.target)) in \(line(summary.place))",
      "  \(summary.status), \(summary.milliseconds) ms, \(summary.extent)"
        + (summary.cost.map { ", \($0)" } ?? ""),
    ]
    if let parent = run.run?.runStart?.parent { lines.append("  forked from \(line(parent.words))") }
    for transcript in run.agents {
      if let story = AgentStory(transcript) { lines += [""] + text(of: story, isTorn: transcript.tornBytes > 0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of story: AgentStory, isTorn: Bool) -> [String] {
    var lines = [
      bold("agent \(line(story.name))")
        + "  \(line(story.start.job)), \(line(story.start.models.joined(separator: ", ")))"
    ]
    lines.append("  tools: \(line(story.start.tools.joined(separator: ", ")))")
    lines += story.opening.flatMap(text)
    for turn in story.turns {
      let time = turn.answered.map { "\($0.milliseconds - turn.start.milliseconds) ms" } ?? "no answer"
      let usage = turn.answer.usage
      let cost = turn.answer.cost?.known.map { ", \($0)" } ?? ""
      lines.append("")
      lines.append(
        bold("  turn \(turn.number)")
          + "  \(time), \(usage.prompt) prompt tokens (\(usage.cacheRead) from the cache), \(usage.output) output tokens\(cost)"
      )
      lines += turn.items.flatMap(text)
    }
    if isTorn { lines.append("  the last line was not whole, and is left out") }
    let usage = story.usage
    let cost = story.cost?.known.map { ", \($0)" } ?? ""
    lines.append("")
    lines.append("  in all \(usage.prompt) prompt tokens, \(usage.output) output tokens\(cost)")
    let outcome = story.end?["outcome"]?["description"]?.string
    lines.append("  " + bold(outcome.map { "ended: \(line($0))" } ?? "not ended"))
    return lines
  }

  private func text(of item: AgentStory.Item) -> [String] {
    switch item {
    case .told(let text): block("told", text)
    case .said(let text): block("said", text)
    case .thought(let text): block("thought", text)
    case .notice(let text, let isTrouble): ["  \(isTrouble ? color("!", 31) : "-") \(line(text))"]
    case .called(let call):
      ["  \(color("→", 36)) \(line(call.call.name)) \(line(call.call.arguments))"]
        + block(
          "\(call.result?.isError == true ? color("error", 31) : "result")"
            + (call.milliseconds.map { " (\($0) ms)" } ?? ""), call.result?.text ?? "none")
    }
  }

  /// A text of several lines behind its heading.
  private func block(_ heading: String, _ text: String) -> [String] {
    let lines = DiffLineKind.lines(of: TerminalText.escaped(text))
    let shown = lines.prefix(limit).map { line, kind in
      let text = "    \(line)"
      return switch kind {
      case .plain: text
      case .heading: bold(text)
      case .hunk: color(text, 36)
      case .added: color(text, 32)
      case .removed: color(text, 31)
      }
    }
    let rest = lines.count - shown.count
    return ["  \(heading):"] + shown + (rest > 0 ? ["    … \(rest) more lines"] : [])
  }

  private func line(_ text: String) -> String { TerminalText.singleLine(text, limit: 400) }

  private func bold(_ text: String) -> String { color(text, 1) }

  /// Select graphic rendition (ECMA-48), and back.
  private func color(_ text: String, _ code: Int) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}

extension TranscriptEntry.Parent {
  /// The place of the parent as `--fork` takes it.
  var words: String { run + (agent.map { "/\($0)" } ?? "") + (seq.map { "@\($0)" } ?? "") }
}
