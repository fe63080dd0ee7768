package import AgentKernel
internal import JSON
internal import Models
internal import Reporting
internal import SourceText

/// A run as one page of HTML that needs nothing else: no script, no picture, no address.
///
/// Its policy for content forbids all of that too, so that a text that got past the escaping could still do nothing.
package enum TranscriptPage {
  /// - Parameter run: what was kept of the run.
  package static func html(of run: RunTranscripts) -> String {
    let summary = TranscriptSummary(run)
    let stories = run.agents.compactMap(AgentStory.init)
    let title = "Run \(run.id)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(styleHash)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(HTMLText.escaped(title, keepingNewlines: false))</title>
      <style>\(style)</style>
      </head>
      <body>
      <header>
      <h1>\(HTMLText.escaped(title, keepingNewlines: false))</h1>
      <p>\(line(summary.target)) in <code>\(line(summary.place))</code></p>
      \(run.run?.runStart?.parent.map { "<p>forked from <code>\(line($0.words))</code></p>" } ?? "")
      \(table(of: summary, stories))
      </header>
      <main>
      \(zip(stories, run.agents).map { section(of: $0, isTorn: $1.tornBytes > 0) }.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  /// What the run was and what it cost, agent by agent.
  private static func table(of summary: TranscriptSummary, _ stories: [AgentStory]) -> String {
    let rows = stories.map { story in
      row(
        "<a href=\"#\(line(story.name))\">\(line(story.name))</a>", line(story.start.models.joined(separator: ", ")),
        turns: story.turns.count { $0.answered != nil }, story.usage, story.cost?.known,
        story.milliseconds, line(outcome(of: story)))
    }
    let total = row(
      "all", "", turns: summary.turns, summary.usage, summary.cost, summary.milliseconds, line(summary.status))
    let numbers = ["turns", "prompt", "cached", "written", "output", "cost", "time"]
      .map { "<th class=\"number\">\($0)</th>" }.joined()
    return """
      <div class="wide"><table>
      <thead><tr><th>agent</th><th>model</th>\(numbers)<th>outcome</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      <tfoot>
      \(total)
      </tfoot>
      </table></div>
      """
  }

  /// The first two and the last cell are HTML already.
  private static func row(
    _ name: String, _ model: String, turns: Int, _ usage: Usage, _ cost: Money?, _ milliseconds: Int, _ outcome: String
  ) -> String {
    let hits = usage.hitRate.map { " (\($0) %)" } ?? ""
    let numbers = [
      "\(turns)", "\(usage.prompt)", "\(usage.cacheRead)\(hits)", "\(usage.cacheWrite)", "\(usage.output)",
      cost.map { "\($0)" } ?? "",
      "\(milliseconds) ms",
    ]
    let cells = numbers.map { "<td class=\"number\">\($0)</td>" }.joined()
    return "<tr><td>\(name)</td><td>\(model)</td>\(cells)<td>\(outcome)</td></tr>"
  }

  private static func section(of story: AgentStory, isTorn: Bool) -> String {
    let system = story.start.system.map(\.text).joined(separator: "\n\n")
    return """
      <section id="\(line(story.name))">
      <h2>\(line(story.name)) <small>\(line(story.start.job))</small></h2>
      <p>tools: \(story.start.tools.map { "<code>\(line($0))</code>" }.joined(separator: " "))</p>
      \(details("system prompt", system, isOpen: false, kind: "told"))
      \(story.opening.map(html).joined(separator: "\n"))
      \(story.turns.map(html).joined(separator: "\n"))
      \(isTorn ? "<p class=\"trouble\">The last line of the transcript was not whole, and is left out.</p>" : "")
      <p class="end">\(line(outcome(of: story)))</p>
      </section>
      """
  }

  private static func html(_ turn: AgentStory.Turn) -> String {
    let time = turn.answered.map { "\($0.milliseconds - turn.start.milliseconds) ms" } ?? "no answer"
    let usage = turn.answer.usage
    let hits = usage.hitRate.map { ", \($0) % from the cache" } ?? ""
    return """
      <article>
      <h3>turn \(turn.number) <small>\(line(turn.model ?? "")) · \(time) · \(usage.prompt) prompt tokens\(hits) · \
      \(usage.output) output tokens\(words(on: turn.answer.cost))</small></h3>
      \(turn.items.map(html).joined(separator: "\n"))
      </article>
      """
  }

  private static func words(on cost: Cost?) -> String {
    guard let cost, let money = cost.known else { return "" }
    return " · \(money)" + (cost.savings > .zero ? ", \(cost.savings) saved by the cache" : "")
  }

  private static func html(_ item: AgentStory.Item) -> String {
    switch item {
    case .told(let text): details("told", text, isOpen: text.utf8.count < 2000, kind: "told")
    case .said(let text): "<div class=\"said\"><pre>\(colored(text))</pre></div>"
    case .thought(let text): details("thought", text, isOpen: false, kind: "thought")
    case .notice(let text, let isTrouble): "<p class=\"\(isTrouble ? "trouble" : "notice")\">\(line(text))</p>"
    case .called(let call): html(call)
    }
  }

  private static func html(_ call: AgentStory.Call) -> String {
    let time = call.milliseconds.map { " · \($0) ms" } ?? ""
    let isError = call.result?.isError ?? true
    let arguments = (try? JSONValue.parse(call.call.arguments))?.serialized(.indented) ?? call.call.arguments
    let result = call.result.map { "<pre>\(colored($0.text))</pre>" } ?? "<p class=\"trouble\">no result</p>"
    return """
      <details class="call\(isError ? " failed" : "")">
      <summary><code>\(line(call.call.name))</code> \(line(String(call.call.arguments.prefix(160))))\
      <small>\(time)\(isError ? " · error" : "")</small></summary>
      <pre class="arguments">\(HTMLText.escaped(arguments))</pre>
      \(result)
      </details>
      """
  }

  private static func details(_ heading: String, _ text: String, isOpen: Bool, kind: String) -> String {
    """
    <details class="\(kind)"\(isOpen ? " open" : "")><summary>\(heading) <small>\(text.utf8.count) bytes</small></summary>
    <pre>\(colored(text))</pre></details>
    """
  }

  /// A text whose lines of diffs have their colours.
  private static func colored(_ text: String) -> String {
    DiffLineKind.lines(of: text).map { line, kind in
      let escaped = HTMLText.escaped(String(line))
      return kind == .plain ? escaped : "<span class=\"\(kind.rawValue)\">\(escaped)</span>"
    }.joined(separator: "\n")
  }

  private static func outcome(of story: AgentStory) -> String {
    story.end?["outcome"]?["description"]?.string ?? "not ended"
  }

  private static func line(_ text: String) -> String { HTMLText.escaped(text, keepingNewlines: false) }

  /// The policy's word for the one style that is allowed.
  private static var styleHash: String { "sha256-" + ContentHash(of: style).base64 }
}

extension AgentStory {
  /// From the first request to the end, in milliseconds.
  var milliseconds: Int {
    let last = end?.time ?? turns.last?.answered ?? turns.last?.start
    return max(0, Int((last?.milliseconds ?? 0) - (turns.first?.start.milliseconds ?? last?.milliseconds ?? 0)))
  }
}
