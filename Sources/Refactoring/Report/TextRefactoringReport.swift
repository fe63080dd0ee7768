internal import Redaction
internal import SourceText

/// A report for people who read a terminal.
package enum TextRefactoringReport {
  /// Lines of a failure that are shown.
  private static let lineCount = 5

  package static func text(of report: RefactoringReport) -> String {
    var lines = [heading(report)]
    if let goal = report.goal { lines += plan(of: goal) }
    for step in report.steps { lines += text(of: step, isPreview: report.isPreview) }
    if !report.steps.isEmpty { lines.append("") }
    lines += baseline(report)
    lines += report.failures.map { "not done: \(shown($0))" }
    lines += report.notes.map { "note: \(shown($0))" }
    if let words = report.goal?.words { lines.append("model: \(shown(words))") }
    if let stop = report.stop { lines.append(words(of: stop)) }
    lines.append(ending(report))
    var text = lines.map { $0 + "\n" }.joined()
    if report.isPreview, !report.difference.isEmpty {
      text += "\n" + shownDifference(report.difference)
    }
    return text
  }

  /// A difference for a terminal: foreign text, line by line.
  package static func shownDifference(_ difference: String) -> String {
    difference.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.singleLine(String($0), limit: 2_000) }.joined(separator: "\n")
  }

  private static func heading(_ report: RefactoringReport) -> String {
    let summary = report.summary.split(whereSeparator: \.isNewline).first.map { ": \(shown(String($0)))" } ?? ""
    return "\(shown(report.plan))\(summary) (on \(report.base.short))"
  }

  private static func plan(of goal: GoalReport) -> [String] {
    guard goal.isPlanned else { return [] }
    guard !goal.items.isEmpty else { return ["nothing was planned: \(shown(goal.reason))"] }
    var lines = ["plan"]
    for (number, item) in goal.items.enumerated() {
      let state =
        switch item.state {
        case .open: "open"
        case .done(let reason): reason.isEmpty ? "done" : "done: \(shown(reason))"
        case .left(let reason, _): "left: \(shown(reason))"
        }
      lines.append("  \(number + 1). \(shown(item.name)) (\(list(item.scope.map(\.string)))): \(state)")
    }
    return lines + [""]
  }

  private static func text(of step: StepOutcome, isPreview: Bool) -> [String] {
    let files = step.files.count == 1 ? shown(step.files[0].string) : "\(step.files.count) files"
    let title = "\(shown(step.title)) (\(shown(step.engine)), \(files))"
    switch step.ending {
    case .done(let commit):
      let gates = step.gates.filter { $0.verdict == .passed }.map {
        "\($0.gate.rawValue) \(seconds($0.duration))"
      }.joined(separator: ", ")
      let together = step.batch > 1 ? ", with \(step.batch) steps of one batch" : ""
      let tail = gates.isEmpty ? "" : "\n             \(gates)\(together)"
      let changes = step.gates.filter { $0.gate == .interface && $0.verdict == .passed }.flatMap(\.lines)
      return ["\(commit?.short ?? (isPreview ? "would  " : "")) \(title)\(tail)"]
        + changes.map { "             as declared: \(shown($0))" }
    case .quarantined(let gate, let attempts, let said):
      let tries = attempts > 1 ? " after \(attempts) tries" : ""
      var lines = ["left       \(title)", "             \(gate.rawValue) is red\(tries):"]
      lines += said.prefix(lineCount).map { "             \(shown($0))" }
      if said.count > lineCount { lines.append("             and \(said.count - lineCount) more lines") }
      return lines
    }
  }

  private static func baseline(_ report: RefactoringReport) -> [String] {
    guard let baseline = report.baseline else { return [] }
    var lines: [String] = []
    if !baseline.hasBuild {
      lines.append("note: nothing is known that builds or tests this project; what held the steps is \(gates(report)).")
    } else if !baseline.hasTests {
      lines.append("note: no tests were run; what held the steps is \(gates(report)).")
    } else {
      lines.append(
        "before: it builds, and \(baseline.passedCount) \(baseline.passedCount == 1 ? "test passes" : "tests pass") "
          + "(run \(baseline.runs) \(baseline.runs == 1 ? "time" : "times"))")
    }
    if !baseline.flaky.isEmpty { lines.append("flaky, and not counted: \(list(baseline.flaky))") }
    if !baseline.failing.isEmpty { lines.append("red before, and not counted: \(list(baseline.failing))") }
    return lines + baseline.notes.map { "note: \(shown($0))" }
  }

  private static func gates(_ report: RefactoringReport) -> String {
    let tested: Set<Gate> = [.build, .affectedTests, .tests, .interface, .coverage, .behaviour]
    let left = report.gates.subtracting(
      report.baseline?.hasBuild == true ? [.affectedTests, .tests, .coverage] : tested)
    return left.isEmpty ? "nothing" : left.sorted { $0.rank < $1.rank }.map(\.rawValue).joined(separator: ", ")
  }

  private static func words(of stop: StepLoop.Stop) -> String {
    switch stop {
    case .failedFast: "stopped at the first step that was left (--fail-fast)"
    case .deadline: "stopped because the time is up; --resume goes on"
    case .engine(let error): "stopped: \(shown(error.description)); --resume goes on"
    case .rounds: "stopped after \(StepOptions.roundLimit) rounds of one engine, which proposes more each time"
    }
  }

  private static func ending(_ report: RefactoringReport) -> String {
    let (done, left) = (report.done.count, report.left.count)
    guard done + left > 0 else { return "Nothing to do." }
    let files = report.files.count
    var text = "\(done) \(done == 1 ? "step" : "steps") \(report.isPreview ? "would be done" : "done")"
    if done > 0 { text += " in \(files) \(files == 1 ? "file" : "files")" }
    if left > 0 { text += ", \(left) left" }
    if let reference = report.reference, reference.hasPrefix("refs/heads/") {
      text += "; \(shown(String(reference.dropFirst(11)))) is at \(report.head.short)"
    }
    return text + (report.isPreview ? "." : " (\(seconds(report.duration))).")
  }

  private static func list(_ names: [String]) -> String {
    let shownNames = names.prefix(5).map(shown).joined(separator: ", ")
    return names.count > 5 ? "\(shownNames) and \(names.count - 5) more" : shownNames
  }

  static func seconds(_ duration: Duration) -> String {
    let tenths = Int(duration / .milliseconds(100))
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private static func shown(_ text: String) -> String { TerminalText.singleLine(text, limit: 300) }
}
