internal import JSON
internal import Redaction

/// What a child's report and its end say of a unit.
enum UnitReport {
  /// Characters of a reason at the most.
  static let reasonLimit = 300

  /// How a child ended by itself.
  ///
  /// - Parameters:
  ///   - code: its exit code.
  ///   - report: what it reported; nil when that is missing or cannot be read.
  ///   - errors: the end of what it said.
  ///   - looksOnly: whether it was asked only whether something would change.
  static func outcome(code: Int, report: JSONValue?, errors: String, looksOnly: Bool) -> UnitOutcome {
    var outcome = UnitOutcome(state: .failed, code: code)
    outcome.commits = commits(of: report)
    outcome.branch = outcome.commits > 0 ? report?["branch"]?.string : nil
    outcome.gates = gates(of: report)
    outcome.cost = report?["cost_microdollars"]?.integer
    switch code {
    case 0: outcome.state = outcome.commits > 0 ? .changed : .unchanged
    case 1 where looksOnly: outcome.state = .wouldChange
    case 7: outcome.state = .partial
    // Infrastructure failed, or the program itself did.
    case 3, 70: outcome.mayPass = true
    default: break
    }
    if code == 0, report == nil {
      outcome.state = .failed
      outcome.reason = "it ended without a report that can be read"
    }
    if outcome.isTrouble, outcome.reason.isEmpty {
      outcome.reason = reason(report: report, errors: errors) ?? words(for: code)
    }
    return outcome
  }

  /// A text in one line, without secrets and not longer than a reason may be.
  static func line(_ text: String) -> String {
    TerminalText.singleLine(KnownSecrets.ofProcess.redactor.redact(text), limit: reasonLimit)
  }

  private static func commits(of report: JSONValue?) -> Int {
    report?["commits"]?.array?.count ?? report?["commits"]?.integer ?? 0
  }

  /// The gates of the whole and of each step, added up.
  private static func gates(of report: JSONValue?) -> [UnitOutcome.Gate] {
    var gates: [UnitOutcome.Gate] = []
    let lists = [report?["gates"]] + (report?["steps"]?.array ?? []).map { $0["gates"] }
    for gate in lists.flatMap({ $0?.array ?? [] }).prefix(100_000) {
      guard let name = gate["gate"]?.string ?? gate["name"]?.string else { continue }
      let verdict = gate["verdict"]?.string ?? ""
      let hasPassed = verdict == "passed"
      guard hasPassed || verdict == "failed" else { continue }
      if let index = gates.firstIndex(where: { $0.name == name }) {
        if hasPassed { gates[index].passed += 1 } else { gates[index].failed += 1 }
      } else if gates.count < 16 {
        gates.append(UnitOutcome.Gate(name: line(name), passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1))
      }
    }
    return gates
  }

  private static func reason(report: JSONValue?, errors: String) -> String? {
    let said = report?["reason"]?.string ?? errors.split(whereSeparator: \.isNewline).last.map(String.init)
    return said.map(line).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What an exit code of the suite means (SPEC, section 2).
  private static func words(for code: Int) -> String {
    switch code {
    case 1: "a threshold was not met"
    case 2: "its arguments or configuration make no sense"
    case 3: "the model's provider, the network or other infrastructure failed"
    case 4: "its budget was used up"
    case 5: "the sandbox is weaker than the least that is allowed"
    case 6: "a call that was needed was denied"
    case 7: "a part was not done"
    case 8: "what it needs is not so, such as a green baseline"
    default: "it ended with exit code \(code)"
    }
  }
}
