internal import Reporting
internal import SourceText

/// The dashboard: one page that needs nothing else, and that looks again by itself while there is something to see.
package enum HTMLCampaignReport {
  /// Seconds between two looks.
  private static let interval = 5

  /// Units of one state that are shown at the most.
  private static let rowLimit = 5_000

  /// - Parameters:
  ///   - report: what is told.
  ///   - now: milliseconds since 1970, for what is running.
  package static func text(of report: CampaignReport, now: Int) -> String {
    let refresh = report.isRunning ? "\n<meta http-equiv=\"refresh\" content=\"\(interval)\">" : ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(styleHash)'; base-uri 'none'; form-action 'none'">\(refresh)
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(line(title(of: report)))</title>
      <style>\(style)</style>
      </head>
      <body>
      <header>
      <h1>\(line(report.title))</h1>
      \(report.description.isEmpty ? "" : "<p>\(line(report.description))</p>")
      \(bar(of: report))
      \(totals(of: report, now: now))
      </header>
      <main>
      \(notes(of: report))
      \(CampaignReport.State.allCases.compactMap { section($0, report, now: now) }.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  /// The tab's title tells the most important.
  private static func title(of report: CampaignReport) -> String {
    "\(report.endedCount)/\(report.units.count) \(report.name)"
  }

  /// How many units are in which state, as a bar.
  private static func bar(of report: CampaignReport) -> String {
    let total = max(1, report.units.count)
    var position = 0
    var parts: [String] = []
    for state in [CampaignReport.State.changed, .wouldChange, .unchanged, .partial, .failed, .interrupted, .running] {
      let width = report.count(state) * 1000 / total
      guard report.count(state) > 0 else { continue }
      parts.append(
        "<rect class=\"\(state.rawValue)\" x=\"\(position)\" y=\"0\" width=\"\(max(2, width))\" height=\"12\"/>")
      position += width
    }
    return """
      <svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label="\(line(report.counts))">\
      <rect class="pending" x="0" y="0" width="1000" height="12"/>\(parts.joined())</svg>
      """
  }

  private static func totals(of report: CampaignReport, now: Int) -> String {
    var facts: [(String, String)] = CampaignReport.State.allCases.compactMap { state in
      let number = report.count(state)
      return number == 0 ? nil : ("<span class=\"state \(state.rawValue)\">\(state.words)</span>", "\(number)")
    }
    facts.append(("commits", "\(report.commits)"))
    if let cost = report.cost { facts.append(("cost", line(CampaignWords.dollars(cost)))) }
    let end = report.isRunning ? now : report.endTime
    facts.append(("time", CampaignWords.duration(end - report.startTime)))
    let items = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }.joined()
    let state =
      report.isRunning ? "Running; this page looks again every \(interval) seconds." : "Nobody works on it now."
    return "<dl>\(items)</dl><p class=\"faint\">\(state)</p>"
  }

  private static func notes(of report: CampaignReport) -> String {
    var items = report.endings.map { "<li>\(line($0))</li>" }
    if report.unknownUnits > 0 {
      items.append(
        "<li>\(CampaignWords.count(report.unknownUnits, "unit")) of other shards, of which nothing is known here</li>")
    }
    items += report.findings.map { finding in
      "<li><b>\(line(finding.kind.rawValue.replacing("_", with: " ")))</b>: \(line(finding.text))</li>"
    }
    return items.isEmpty ? "" : "<ul class=\"notes\">\(items.joined())</ul>"
  }

  private static func section(_ state: CampaignReport.State, _ report: CampaignReport, now: Int) -> String? {
    let units = report.units.filter { $0.state == state }
    guard !units.isEmpty else { return nil }
    let showsShard = report.shards.count > 1
    let heads = ["unit"] + (showsShard ? ["shard"] : []) + ["commits", "gates", "cost", "time", "attempts", "reason"]
    let rows = units.prefix(rowLimit).map { row($0, showsShard: showsShard, now: now) }
    let more = units.count > rowLimit ? "<p>and \(units.count - rowLimit) more</p>" : ""
    let opens = state != .pending && state != .unchanged || report.units.count <= 50
    return """
      <details\(opens ? " open" : "")><summary><span class="state \(state.rawValue)">\(state.words)</span> \
      <small>\(CampaignWords.count(units.count, "unit"))</small></summary>
      <div class="wide"><table><thead><tr>\(heads.map { "<th>\($0)</th>" }.joined())</tr></thead><tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>\(more)</details>
      """
  }

  private static func row(_ unit: CampaignReport.Unit, showsShard: Bool, now: Int) -> String {
    let outcome = unit.outcome
    let time = outcome?.milliseconds ?? unit.since.map { now - $0 }
    let gates = (outcome?.gates ?? []).map { gate in
      let isGreen = gate.failed == 0
      let count = isGreen ? "\(gate.passed)" : "\(gate.passed)/\(gate.passed + gate.failed)"
      return
        "<span class=\"gate \(isGreen ? "green" : "red")\">\(isGreen ? "✓" : "✗") \(line(gate.name)) \(count)</span>"
    }
    let branch = outcome?.branch.map { " <small>\(line($0))</small>" } ?? ""
    var cells = ["<td><code>\(line(unit.name))</code></td>"]
    if showsShard { cells.append("<td class=\"number\">\(unit.shard.index)</td>") }
    cells += [
      "<td class=\"number\">\(outcome.map { String($0.commits) } ?? "")\(branch)</td>",
      "<td>\(gates.joined(separator: " "))</td>",
      "<td class=\"number\">\(line(unit.cost.map(CampaignWords.dollars) ?? ""))</td>",
      "<td class=\"number\">\(time.map(CampaignWords.duration) ?? "")</td>",
      "<td class=\"number\">\(unit.attempts == 0 ? "" : String(unit.attempts))</td>",
      "<td>\(line(outcome?.reason ?? ""))</td>",
    ]
    return "<tr>\(cells.joined())</tr>"
  }

  private static func line(_ text: String) -> String { HTMLText.escaped(text, keepingNewlines: false) }

  private static var styleHash: String { "sha256-" + ContentHash(of: style).base64 }

  /// The page's look, light and dark as the reader's system has it.
  private static let style = """
    :root{--ground:#fff;--text:#1c1e21;--faint:#626a73;--line:#d9dde2;--panel:#f5f7f9;--changed:#1a7f37;--unchanged:#8c959f;
    --partial:#b45309;--failed:#b3261e;--running:#0b62c4;--interrupted:#7c4dbd;--pending:#d9dde2}
    @media(prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e4e7eb;--faint:#98a1ab;--line:#343a41;--panel:#1d2126;
    --changed:#56d364;--unchanged:#8b949e;--partial:#e3a13c;--failed:#ff8a80;--running:#6cb2ff;--interrupted:#c3a6ff;
    --pending:#343a41}}
    *{box-sizing:border-box}body{margin:0 auto;padding:1.5rem;max-width:80rem;background:var(--ground);color:var(--text);
    font:15px/1.5 system-ui,sans-serif}h1{font-size:1.4rem;margin:0 0 .4rem}small,.faint{color:var(--faint);
    font-weight:normal}code{font:13px/1.45 ui-monospace,monospace}.bar{display:block;width:100%;height:14px;margin:.6rem 0;
    border-radius:7px;overflow:hidden}dl{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;margin:.6rem 0}dt{color:var(--faint)}
    dd{margin:0;font-size:1.25rem;font-variant-numeric:tabular-nums}.notes{padding:.6rem 1rem .6rem 2rem;
    background:var(--panel);border-radius:6px}details{border:1px solid var(--line);border-radius:6px;margin:.6rem 0;
    padding:.2rem .8rem}summary{cursor:pointer;padding:.3rem 0}.wide{overflow-x:auto}table{border-collapse:collapse;
    width:100%;margin:.4rem 0}th,td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--line);
    vertical-align:top;overflow-wrap:anywhere}th{color:var(--faint);font-weight:normal;white-space:nowrap}tr:last-child td
    {border-bottom:0}td.number{font-variant-numeric:tabular-nums;white-space:nowrap}.gate{white-space:nowrap;
    margin-right:.5rem}.green{color:var(--changed)}.red{color:var(--failed)}.state{font-weight:600}
    .state.changed,.state.would_change{color:var(--changed)}.state.unchanged{color:var(--unchanged)}
    .state.partial{color:var(--partial)}.state.failed{color:var(--failed)}.state.running{color:var(--running)}
    .state.interrupted{color:var(--interrupted)}rect.changed,rect.would_change{fill:var(--changed)}
    rect.unchanged{fill:var(--unchanged)}rect.partial{fill:var(--partial)}rect.failed{fill:var(--failed)}
    rect.running{fill:var(--running)}rect.interrupted{fill:var(--interrupted)}rect.pending{fill:var(--pending)}
    """
}
