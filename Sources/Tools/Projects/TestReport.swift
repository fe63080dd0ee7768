internal import AgentKernel
internal import Redaction
internal import Verification

/// What a model reads of a run of tests: what failed first, what passed by number.
struct TestReport {
  /// Tests that are told of one by one.
  private static let testLimit = 40

  /// Characters of what is said of one test, before the rest must be asked for.
  private static let messageLimit = 600

  /// How many changed files are named.
  private static let changeLimit = 20

  let run: TestRun

  /// The paths that are not as they were before.
  let changed: [String]

  init(_ run: TestRun, changed: [String]) {
    self.run = run
    self.changed = changed
  }

  var toolOutput: ToolOutput {
    let whole = text(testLimit: .max, messageLimit: .max)
    let short = text(testLimit: Self.testLimit, messageLimit: Self.messageLimit)
    return ToolOutput(short, whole: short == whole ? nil : whole)
  }

  /// The first lines: how many tests there were, and why the run is not whole.
  var head: String {
    func count(_ status: TestResult.Status) -> Int { run.results.count { $0.status == status } }
    let parts: [(TestResult.Status, String)] = [
      (.passed, "passed"), (.failed, "failed"), (.crashed, "crashed"), (.timedOut, "hung"), (.skipped, "skipped"),
    ]
    let counts = parts.map { (count($0), $1) }.filter { $0.0 > 0 }.map { "\($0) \($1)" }
    var lines = [counts.isEmpty ? "no test ran" : "tests: " + counts.joined(separator: ", ")]
    if let fault = run.fault { lines.append("the run is not whole: \(Self.shown(fault))") }
    lines += run.notes.map { "note: \(Self.shown($0))" }
    if !changed.isEmpty {
      let names = changed.prefix(Self.changeLimit).map { TerminalText.singleLine($0) }.joined(separator: ", ")
      let more = changed.count > Self.changeLimit ? " and \(changed.count - Self.changeLimit) more" : ""
      lines.append(
        "it changed files, which are not taken for your work; read them before you edit them: \(names)\(more)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(testLimit: Int, messageLimit: Int) -> String {
    var text = head
    let red = run.results.filter { $0.status != .passed && $0.status != .skipped }
    for test in red.prefix(testLimit) {
      text += "\n\(TerminalText.singleLine(test.name, limit: 500)) \(test.status.rawValue)\n"
      guard !test.message.isEmpty else { continue }
      text += Self.shown(String(test.message.prefix(messageLimit)))
      text += test.message.count > messageLimit ? " ...\n" : "\n"
    }
    if red.count > testLimit { text += "\nand \(red.count - testLimit) more that did not pass\n" }
    // Without a test that says why, what was written last must.
    if red.isEmpty, run.fault != nil, !run.tail.isEmpty { text += "\nit wrote last:\n\(Self.shown(run.tail))\n" }
    let other = run.results.filter { $0.status == .skipped }.map { "\($0.name) skipped" }
    let passed = run.results.filter { $0.status == .passed }.map { "\($0.name) passed" }
    let rest = other + passed
    if !rest.isEmpty { text += "\n" }
    for line in rest.prefix(testLimit) { text += TerminalText.singleLine(line, limit: 500) + "\n" }
    if rest.count > testLimit { text += "and \(rest.count - testLimit) more that passed or were skipped\n" }
    return text
  }

  /// What foreign programs write may drive terminals and hide text; here each such character is to be seen.
  static func shown(_ text: String) -> String { TerminalText.escaped(text) }
}
