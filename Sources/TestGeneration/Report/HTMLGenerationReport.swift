internal import Mutation
internal import Reporting
internal import SourceText
internal import Verification

/// The report as one page that needs nothing else: no script, no picture, no address.
package enum HTMLGenerationReport {
  /// - Parameter reports: what the run did, one for each module.
  /// - Returns: one page, on which the modules follow each other.
  package static func text(of reports: [GenerationReport]) -> String {
    let title = line("Tests for " + reports.map(\.selection).joined(separator: ", "))
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(styleHash)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(style)</style>
      </head>
      <body>
      \(reports.map(module).joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private static func module(_ report: GenerationReport) -> String {
    """
    <article>
    <header>
    <h1>Tests for \(line(report.selection))</h1>
    <p>\(line(report.project)), written with \(line(report.framework)). Sandbox: \(line(report.sandbox)).</p>
    \(states(of: report))
    \(times(of: report))
    </header>
    <main>
    \(sections(of: report).joined(separator: "\n"))
    </main>
    </article>
    """
  }

  private static func states(of report: GenerationReport) -> String {
    var rows = [("tests", "\(report.before.tests)", "\(report.after.tests)")]
    rows.append(("lines", share(report.before.lines), share(report.after.lines)))
    if report.after.regions.total > 0 {
      rows.append(("regions", share(report.before.regions), share(report.after.regions)))
    }
    if report.after.branches.total > 0 {
      rows.append(("branches", share(report.before.branches), share(report.after.branches)))
    }
    rows.append(
      (
        "mutants", TextGenerationReport.score(report.before.mutation), TextGenerationReport.score(report.after.mutation)
      ))
    if let recorded = report.recordedMutation {
      rows.append(("by recorded calls", "", TextGenerationReport.score(recorded)))
    }
    let body = rows.map { "<tr><th>\($0.0)</th><td>\(line($0.1))</td><td>\(line($0.2))</td></tr>" }.joined()
    return "<table><thead><tr><th></th><th>before</th><th>after</th></tr></thead><tbody>\(body)</tbody></table>"
  }

  private static func times(of report: GenerationReport) -> String {
    let stages = report.stages.map { "\($0.name) \(TextGenerationReport.seconds($0.duration))" }.joined(separator: ", ")
    let cost = report.cost.map { " Cost: \(line($0))." } ?? ""
    return "<p class=\"faint\">\(TextGenerationReport.seconds(report.duration)): \(line(stages)).\(cost)</p>"
      + report.missed.map { "<p class=\"alive\">\(line($0))</p>" }.joined()
      + report.notes.map { "<p class=\"faint\">\(line($0))</p>" }.joined()
      + (report.model.map { model in
        let trouble = model.trouble.map { "; \($0); what was found without it stands" } ?? ""
        return "<p class=\"faint\">model: \(line(model.summary + trouble))</p>"
      } ?? "")
  }

  private static func sections(of report: GenerationReport) -> [String] {
    var sections: [String] = []
    if !report.possibleBugs.isEmpty {
      let items = report.possibleBugs.map {
        "<li><b>\(line($0.subject))</b>: \(line($0.explanation))<pre>\(text($0.text))</pre></li>"
      }
      sections.append("<section><h2>Possible bugs</h2><ul>\(items.joined())</ul></section>")
    }
    sections.append("<section><h2>Tests</h2>\(tests(of: report))</section>")
    sections.append("<section><h2>Source</h2>\(legend)\(report.sources.map { source($0, report) }.joined())</section>")
    if !report.mutants.isEmpty {
      sections.append("<section><h2>Mutants that live</h2>\(survivors(of: report))</section>")
    }
    if !report.targets.isEmpty {
      let rows = report.targets.prefix(200).map {
        "<tr><td>\(line($0.path.description)):\($0.lines.first)</td><td>\(line($0.words))</td></tr>"
      }
      sections.append(
        "<section><h2>Targets</h2><details><summary>functions by complexity, change and callers</summary>"
          + table(["place", "function"], rows) + "</details></section>")
    }
    if !report.unreachable.isEmpty {
      let rows = report.unreachable.map {
        "<tr><td>\(line($0.path.description)):\($0.lines.first)</td><td>\($0.lines.count)</td><td>\(line($0.reason))</td></tr>"
      }
      sections.append(
        "<section><h2>What cannot be shown as run</h2>"
          + table(["place", "lines", "reason"], rows) + "</section>")
    }
    if !report.uncovered.isEmpty {
      let rows = report.uncovered.map {
        "<tr><td>\(line($0.path.description)):\($0.lines[0])</td><td><code>\(line($0.subject))</code></td>"
          + "<td>\($0.lines.count)</td></tr>"
      }
      sections.append("<section><h2>Not covered</h2>" + table(["place", "function", "lines"], rows) + "</section>")
    }
    if !report.rejections.isEmpty {
      let rows = report.rejections.prefix(1000).map {
        "<tr><td>\(line($0.subject))</td><td><code>\(line($0.text))</code></td><td>\(line($0.reason))</td></tr>"
      }
      let more = report.rejections.count > 1000 ? "<p>and \(report.rejections.count - 1000) more</p>" : ""
      sections.append(
        "<section><h2>Rejected</h2><details><summary>\(report.rejections.count) calls and tests</summary>"
          + table(["subject", "call", "reason"], rows) + more + "</details></section>")
    }
    if !report.red.isEmpty {
      let items = report.red.map { "<li>\(line($0.name))<pre>\(text($0.message))</pre></li>" }
      sections.append("<section><h2>Failed before</h2><ul>\(items.joined())</ul></section>")
    }
    return sections
  }

  private static func tests(of report: GenerationReport) -> String {
    guard !report.tests.isEmpty else { return "<p>None was written.</p>" }
    return report.tests.map { test in
      let earned =
        "\(test.earnedRegions) \(test.earnedRegions == 1 ? "region" : "regions"), "
        + "\(test.killed.count) \(test.killed.count == 1 ? "mutant" : "mutants")\(test.origin == .model ? ", proposed by the model" : "")"
      return
        "<details><summary><code>\(line(test.name))</code> <small>\(line(test.subject)) · \(earned)</small></summary>"
        + "<pre>\(text(test.body.joined(separator: "\n")))</pre></details>"
    }.joined(separator: "\n")
  }

  private static let legend =
    "<p class=\"faint\"><span class=\"key was\">ran before</span> <span class=\"key new\">runs now</span> "
    + "<span class=\"key not\">does not run</span></p>"

  /// One file: its lines with what ran, and the mutants that stand on them.
  private static func source(_ source: GenerationReport.Source, _ report: GenerationReport) -> String {
    var living: [Int: Int] = [:]
    var killed: [Int: Int] = [:]
    for (mutant, status) in report.mutants where mutant.path == source.path {
      switch status {
      case .killed, .timedOut: killed[mutant.startLine, default: 0] += 1
      case .survived, .notCovered: living[mutant.startLine, default: 0] += 1
      case .compileError, .likelyEquivalent, .ignored: break
      }
    }
    let rows = source.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, content in
      let number = index + 1
      let kind =
        switch (source.before[number], source.after[number]) {
        case (_, 0?): "not"
        case (let before?, _?) where before > 0: "was"
        case (_, _?): "new"
        default: ""
        }
      let marks = [(living[number], "alive"), (killed[number], "killed")].compactMap { count, word in
        count.map { "<span class=\"\(word)\">\($0) \(word)</span>" }
      }
      return "<tr class=\"\(kind)\"><td class=\"number\">\(number)</td><td><code>\(text(String(content)))</code></td>"
        + "<td class=\"marks\">\(marks.joined(separator: " "))</td></tr>"
    }
    let covered = source.after.values.count { $0 > 0 }
    let share = CoverageReport.Share(covered: covered, total: source.after.count)
    return "<details\(report.sources.count == 1 ? " open" : "")><summary><code>\(line(source.path.description))</code> "
      + "<small>\(TextGenerationReport.share(share))</small></summary><div class=\"wide\"><table class=\"source\">"
      + rows.joined(separator: "\n") + "</table></div></details>"
  }

  private static func survivors(of report: GenerationReport) -> String {
    let rows = report.mutants.compactMap { mutant, status -> String? in
      let words: String
      switch status {
      case .survived: words = "tests that reach it notice nothing"
      case .notCovered: words = "no test reaches it"
      case .likelyEquivalent(let reason): words = "likely the same: \(reason)"
      case .ignored(let reason): words = "left out: \(reason)"
      case .killed, .timedOut, .compileError: return nil
      }
      return
        "<tr><td>\(line(mutant.path.description)):\(mutant.startLine)</td><td><code>\(line(mutant.original))</code> → "
        + "<code>\(line(mutant.replacement))</code></td><td>\(line(words))</td></tr>"
    }
    return rows.isEmpty ? "<p>None.</p>" : table(["place", "change", ""], rows)
  }

  private static func table(_ heads: [String], _ rows: [String]) -> String {
    "<div class=\"wide\"><table><thead><tr>\(heads.map { "<th>\($0)</th>" }.joined())</tr></thead><tbody>"
      + rows.joined(separator: "\n") + "</tbody></table></div>"
  }

  private static func share(_ share: CoverageReport.Share) -> String { TextGenerationReport.share(share) }

  private static func line(_ text: String) -> String { HTMLText.escaped(text, keepingNewlines: false) }

  private static func text(_ text: String) -> String { HTMLText.escaped(text) }

  private static var styleHash: String { "sha256-" + ContentHash(of: style).base64 }

  /// The page's look, light and dark as the reader's system has it.
  private static let style = """
    :root{--ground:#fff;--text:#1c1e21;--faint:#626a73;--line:#d9dde2;--panel:#f5f7f9;--mark:#0b62c4;
    --was:#e6f4ea;--new:#b7e4c0;--not:#ffe3e0;--alive:#b3261e;--killed:#116329}
    @media(prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e4e7eb;--faint:#98a1ab;--line:#343a41;--panel:#1d2126;
    --mark:#6cb2ff;--was:#16291c;--new:#1d4d2b;--not:#4a1d1b;--alive:#ff8a80;--killed:#7ee787}}
    *{box-sizing:border-box}body{margin:0 auto;padding:1.5rem;max-width:72rem;background:var(--ground);color:var(--text);
    font:15px/1.5 system-ui,sans-serif}h1{font-size:1.4rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .5rem;
    border-top:1px solid var(--line);padding-top:1rem}small,.faint{color:var(--faint);font-weight:normal}
    code,pre{font:13px/1.45 ui-monospace,monospace}pre{margin:.3rem 0;padding:.6rem .8rem;background:var(--panel);
    border-radius:6px;overflow-x:auto}details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.1rem .6rem}
    summary{cursor:pointer;padding:.25rem 0;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;
    margin:.6rem 0}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
    th{color:var(--faint);font-weight:normal}table.source{width:100%}table.source td{border:0;padding:0 .6rem}
    table.source code{white-space:pre}td.number{color:var(--faint);text-align:right;width:1%;user-select:none}
    td.marks{white-space:nowrap;width:1%;font-size:12px}.was td,.key.was{background:var(--was)}
    .new td,.key.new{background:var(--new)}.not td,.key.not{background:var(--not)}.key{padding:.1rem .5rem;border-radius:4px}
    .alive{color:var(--alive)}.killed{color:var(--killed)}
    """
}
