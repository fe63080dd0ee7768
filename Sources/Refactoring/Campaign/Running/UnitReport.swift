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
    // Steps that hold only together are one commit.
    outcome.commits = Set((report?["steps"]?.array ?? []).compactMap { $0["commit"]?.string }).count
    outcome.branch = outcome.commits > 0 ? report?["reference"]?.string.map(branch) : nil
    outcome.gates = gates(of: report)
    outcome.cost = report?["cost_microdollars"]?.integer
    switch code {
    case 0: outcome.state = outcome.commits > 0 ? .changed : .unchanged
    case 1 where looksOnly: outcome.state = .wouldChange
    case 7: outcome.state = .partial
    // Infrastructure failed, or the program itself did.
    case 3, 70: outcome.mayPass = true
    // Something that another program holds, which it lets go of.
    case 8 where report?["may_pass"]?.bool == true: outcome.mayPass = true
    // A program that sees to signals ends so when somebody sends it one.
    case 130, 143: outcome.mayPass = true
    default: break
    }
    // Cut off by its own limit of time, say, and yet with commits.
    if outcome.state == .failed, outcome.commits > 0 { outcome.state = .partial }
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

  /// A branch's name without what all of them begin with.
  private static func branch(_ reference: String) -> String {
    let start = "refs/heads/"
    return line(reference.hasPrefix(start) ? String(reference.dropFirst(start.count)) : reference)
  }

  /// The gates of all steps, added up.
  private static func gates(of report: JSONValue?) -> [UnitOutcome.Gate] {
    var gates: [UnitOutcome.Gate] = []
    for gate in (report?["steps"]?.array ?? []).flatMap({ $0["gates"]?.array ?? [] }) {
      guard let name = gate["gate"]?.string, let verdict = gate["verdict"]?.string, verdict != "skipped" else {
        continue
      }
      if !gates.contains(where: { $0.name == name }) {
        guard gates.count < 16 else { continue }
        gates.append(UnitOutcome.Gate(name: line(name), passed: 0, failed: 0))
      }
      for index in gates.indices where gates[index].name == name {
        if verdict == "passed" { gates[index].passed += 1 } else { gates[index].failed += 1 }
      }
    }
    return gates
  }

  /// Why it is not whole: what failed, which steps were left, or what the child said last.
  private static func reason(report: JSONValue?, errors: String) -> String? {
    let left = (report?["steps"]?.array ?? []).filter { $0["state"]?.string == "quarantined" }
    var said: String?
    if let failure = report?["error"]?.string ?? report?["failures"]?[0]?.string {
      said = failure
    } else if let first = left.first {
      let why = first["lines"]?[0]?.string.map { ": \($0)" } ?? ""
      said =
        "\(CampaignWords.count(left.count, "step")) left; \(first["title"]?.string ?? "the first") fails "
        + "\(first["gate"]?.string ?? "a gate")\(why)"
    } else if let stop = report?["stopped_by"]?.string {
      said = "it was stopped by \(stop)"
    } else if let last = errors.split(whereSeparator: \.isNewline).last {
      // The program says its own name first.
      said = String(last.hasPrefix("refactor: ") ? last.dropFirst("refactor: ".count) : last)
    }
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
    case 130, 143: "it was ended by a signal"
    case 8: "what it needs is not so, such as a green baseline"
    default: "it ended with exit code \(code)"
    }
  }
}
