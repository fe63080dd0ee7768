internal import Mutation
internal import Redaction
internal import SourceText
internal import Verification

/// The report for a person at a terminal.
package enum TextGenerationReport {
  /// Rejections that are shown at most; all of them stand in the JSON and the page.
  static let rejectionLimit = 5

  /// Places that are not covered, likewise.
  static let uncoveredLimit = 10

  /// Functions that are shown at most.
  static let targetLimit = 8

  /// - Parameter report: what the run did.
  package static func text(of report: GenerationReport) -> String {
    var lines: [String] = []
    let count = report.tests.count
    lines.append(
      count == 0
        ? "No test was written for \(report.selection)."
        : "\(count) \(count == 1 ? "test" : "tests") for \(report.selection), in \(files(of: report)).")
    lines.append("")
    lines += table(of: report)
    if !report.red.isEmpty {
      lines += ["", "Failed before, and left out: " + report.red.map(\.name).joined(separator: ", ")]
    }
    if !report.possibleBugs.isEmpty {
      lines += ["", "Possible bugs (told here, never written as expected):"]
      for bug in report.possibleBugs { lines += ["  \(bug.subject): \(bug.explanation)", "    \(bug.text)"] }
    }
    if !report.unreachable.isEmpty {
      let total = report.unreachable.reduce(0) { $0 + $1.lines.count }
      lines += ["", "\(total) \(total == 1 ? "line" : "lines") cannot be shown as run:"]
      for place in report.unreachable.prefix(10) {
        lines.append("  \(place.path):\(place.lines.first): \(place.reason)")
      }
      if report.unreachable.count > 10 { lines.append("  and \(report.unreachable.count - 10) more places") }
    }
    if !report.uncovered.isEmpty {
      lines += ["", "Not covered, the most worthwhile first:"] + uncovered(of: report)
    }
    let open = report.targets.filter { ($0.uncovered?.missing ?? 0) > 0 }
    if !open.isEmpty {
      lines += ["", "Functions with lines that still do not run, by complexity, change and callers:"]
      lines += open.prefix(targetLimit).map { "  \($0.path):\($0.lines.first): \($0.words)" }
      if open.count > targetLimit { lines.append("  and \(open.count - targetLimit) more") }
    }
    if !report.rejections.isEmpty {
      lines += ["", "Rejected: " + rejections(of: report)]
    }
    lines += report.notes.map { "note: \($0)" }
    if let model = report.model {
      lines.append("model: \(model.summary)")
      if let trouble = model.trouble { lines.append("model: \(trouble); what was found without it stands") }
    }
    lines.append("")
    let stages = report.stages.map { "\($0.name) \(seconds($0.duration))" }.joined(separator: ", ")
    lines.append("Time: \(seconds(report.duration)) (\(stages)). Sandbox: \(report.sandbox).")
    if let cost = report.cost { lines.append("Cost: \(cost).") }
    lines += report.missed
    // Names, calls and messages come from the project and from a model; each stays on its line.
    return lines.map { TerminalText.escaped($0, keepingNewlines: false) + "\n" }.joined()
  }

  private static func files(of report: GenerationReport) -> String {
    Set(report.tests.map(\.path.description)).sorted().joined(separator: ", ")
  }

  /// Before and after, in columns.
  private static func table(of report: GenerationReport) -> [String] {
    var rows: [(String, String, String)] = [("", "before", "after")]
    rows.append(("tests", "\(report.before.tests)", "\(report.after.tests)"))
    rows.append(("lines", share(report.before.lines), share(report.after.lines)))
    if report.before.regions.total > 0 || report.after.regions.total > 0 {
      rows.append(("regions", share(report.before.regions), share(report.after.regions)))
    }
    if report.before.branches.total > 0 || report.after.branches.total > 0 {
      rows.append(("branches", share(report.before.branches), share(report.after.branches)))
    }
    if report.before.mutation != nil || report.after.mutation != nil {
      rows.append(("mutants", score(report.before.mutation), score(report.after.mutation)))
    }
    if let recorded = report.recordedMutation { rows.append(("by recorded calls", "", score(recorded))) }
    let widths = [rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0]
    return rows.map { row in
      "  \(padded(row.0, widths[0]))  \(padded(row.1, widths[1]))  \(row.2)"
    }
  }

  /// Functions with lines that nothing runs.
  private static func uncovered(of report: GenerationReport) -> [String] {
    let shown = report.uncovered.prefix(uncoveredLimit).map { target in
      let lines =
        target.lines.prefix(8).map(String.init).joined(separator: ", ") + (target.lines.count > 8 ? ", ..." : "")
      let name = target.subject.isEmpty ? "" : " \(target.subject)"
      return
        "  \(target.path):\(target.lines[0])\(name): \(target.lines.count) \(target.lines.count == 1 ? "line" : "lines") (\(lines))"
    }
    let rest = report.uncovered.count - shown.count
    return shown + (rest > 0 ? ["  and \(rest) more places"] : [])
  }

  /// The commonest reasons, with their numbers.
  private static func rejections(of report: GenerationReport) -> String {
    var counts: [String: Int] = [:]
    for rejection in report.rejections { counts[rejection.reason, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = sorted.prefix(rejectionLimit).map { "\($0.value) \($0.key)" }.joined(separator: "; ")
    return shown + (sorted.count > rejectionLimit ? "; and others" : "") + "."
  }

  static func share(_ share: CoverageReport.Share) -> String {
    share.isMeasured ? "\(percent(share.fraction)) (\(share.covered) of \(share.total))" : "not measured"
  }

  static func score(_ score: MutationScore?) -> String {
    guard let score, score.isMeasured else { return "not measured" }
    let open = score.unmeasured > 0 ? "; \(score.unmeasured) more not measured" : ""
    let timeouts = score.timedOut > 0 ? ", \(score.timedOut) by timeout" : ""
    return "\(percent(score.fraction)) (\(score.killed + score.timedOut) of \(score.counted)\(timeouts)\(open))"
  }

  /// One decimal, without Foundation's formats.
  static func percent(_ fraction: Double) -> String {
    let tenths = Int((fraction * 1000).rounded(.down))
    return "\(tenths / 10).\(tenths % 10) %"
  }

  static func oneDecimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  static func seconds(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
