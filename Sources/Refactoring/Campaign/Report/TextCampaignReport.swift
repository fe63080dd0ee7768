internal import Redaction
internal import Reporting

/// The report for a person at a terminal: a table with a row for each unit.
package enum TextCampaignReport {
  /// Columns that a unit's name takes at the most.
  private static let nameLimit = 48

  /// - Parameters:
  ///   - report: what is told.
  ///   - width: columns of the terminal; reasons are cut to fit, but to no less than 30.
  ///   - now: milliseconds since 1970, for what is running.
  package static func text(of report: CampaignReport, width: Int = 120, now: Int) -> String {
    var lines = ["\(line(report.title)): \(CampaignWords.count(report.units.count, "unit"))"]
    if !report.units.isEmpty { lines.append("  \(report.counts)") }
    if report.unknownUnits > 0 {
      lines.append(
        "  \(CampaignWords.count(report.unknownUnits, "unit")) of other shards, of which nothing is known here")
    }
    lines.append("  \(totals(of: report))")
    if !report.units.isEmpty { lines += [""] + table(of: report.units, width: width, now: now) }
    let words = report.endings + report.findings.map { "\($0.kind.rawValue.replacing("_", with: " ")): \($0.text)" }
    if !words.isEmpty { lines += [""] + words.map(line) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func totals(of report: CampaignReport) -> String {
    var words = [CampaignWords.count(report.commits, "commit")]
    if let cost = report.cost { words.append(CampaignWords.dollars(cost)) }
    words.append(CampaignWords.duration(report.endTime - report.startTime))
    return words.joined(separator: ", ") + (report.isRunning ? ", still running" : "")
  }

  private static let heads = ["unit", "state", "commits", "gates", "cost", "time", "reason"]
  private static let rightAligned: Set = [2, 4, 5]

  private static func table(of units: [CampaignReport.Unit], width: Int, now: Int) -> [String] {
    let rows = [heads] + units.map { cells(of: $0, now: now) }
    let widths = heads.indices.dropLast().map { column in
      rows.reduce(0) { max($0, DisplayWidth.of($1[column])) }
    }
    let room = max(30, width - widths.reduce(0) { $0 + $1 + 2 })
    return rows.map { row in
      var cells = widths.indices.map { column in
        let blanks = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(row[column])))
        return rightAligned.contains(column) ? blanks + row[column] : row[column] + blanks
      }
      cells.append(TerminalText.singleLine(row[heads.count - 1], limit: room))
      let text = cells.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func cells(of unit: CampaignReport.Unit, now: Int) -> [String] {
    let outcome = unit.outcome
    let time = outcome?.milliseconds ?? unit.since.map { now - $0 }
    return [
      TerminalText.singleLine(unit.name, limit: nameLimit),
      unit.state.words + (unit.attempts > 1 ? " (\(unit.attempts))" : ""),
      outcome.map { String($0.commits) } ?? "", CampaignWords.gates(outcome?.gates ?? []),
      unit.cost.map(CampaignWords.dollars) ?? "", time.map(CampaignWords.duration) ?? "", outcome?.reason ?? "",
    ]
  }

  private static func line(_ text: String) -> String { TerminalText.singleLine(text, limit: 500) }
}
