/// The results as a page shows them.
struct EvaluationTable {
  private let packages: [PackageResults]

  init(_ packages: [PackageResults]) { self.packages = packages }

  var text: String {
    var lines = [
      "| package | what | runs | steps | committed | left, restored | broken | refused before a step |",
      "|---|---|---|---|---|---|---|---|",
    ]
    var all = Count()
    for package in packages {
      for kind in PlannedRun.Kind.allCases {
        let count = Count(package.runs.filter { $0.run.kind == kind }.map(\.verdict), red: Set(package.red))
        guard count.runs > 0 else { continue }
        all.add(count)
        lines.append("| \(package.name) | \(kind.rawValue) | \(count.cells) |")
      }
    }
    lines.append("| all | | \(all.cells) |")
    lines += ["", "Planted edits, by the gate that left them:", ""]
    lines += plantLines
    lines += ["", "Commits that were built and tested again, without the program:", ""]
    lines += ["| package | commits | looked at | green |", "|---|---|---|---|"]
    for package in packages {
      let made = package.runs.reduce(0) { $0 + $1.verdict.commits.count }
      lines.append(
        "| \(package.name) | \(made) | \(package.commits.count) | \(package.commits.count - package.red.count) |")
    }
    lines += ["", "Batches of more than one step: \(batches)"]
    lines += faultLines
    return lines.joined(separator: "\n")
  }

  private struct Count {
    var runs = 0
    var done = 0
    var left = 0
    var broken = 0
    var refused = 0

    init() {}

    /// - Parameter red: commits that do not build, or whose tests fail: their steps have ended broken.
    init(_ verdicts: [RunVerdict], red: Set<String>) {
      for verdict in verdicts {
        runs += 1
        refused += verdict.refusals.count
        let broken =
          verdict.faults.count + verdict.commits.count(where: red.contains) + (verdict.exitCode == nil ? 1 : 0)
        self.broken += broken
        done += verdict.steps.count { $0.commit != nil }
        left += verdict.steps.count { $0.commit == nil }
        // What was refused before its first step has no report.
        if verdict.trouble != nil, verdict.exitCode != nil { refused += 1 }
      }
    }

    mutating func add(_ other: Count) {
      runs += other.runs
      done += other.done
      left += other.left
      broken += other.broken
      refused += other.refused
    }

    var cells: String { "\(runs) | \(done + left) | \(done) | \(left) | \(broken) | \(refused)" }
  }

  private var plantLines: [String] {
    var lines = [
      "| planted | steps | committed | by gate | tried by themselves | as called |", "|---|---|---|---|---|---|",
    ]
    for kind in Plant.Kind.allCases {
      let steps = packages.flatMap(\.runs).flatMap(\.verdict.steps).filter { $0.plant == kind }
      var gates: [String: Int] = [:]
      for step in steps { if let gate = step.gate { gates[gate, default: 0] += 1 } }
      let tried = packages.flatMap(\.plants).filter { $0.key.hasPrefix("\(kind.rawValue) ") }
      let words = gates.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      lines.append(
        "| \(kind.rawValue) | \(steps.count) | \(steps.count { $0.commit != nil }) | \(words) | \(tried.count) | "
          + "\(tried.count(where: \.value)) |")
    }
    return lines
  }

  private var batches: String {
    let steps = packages.flatMap(\.runs).flatMap(\.verdict.steps)
    let together = steps.filter { $0.batch > 1 }
    return
      "\(together.count) of \(steps.count) steps were decided in one, the largest of \(steps.map(\.batch).max() ?? 0)."
  }

  private var faultLines: [String] {
    var lines: [String] = []
    for package in packages {
      for (run, verdict) in package.runs {
        for fault in verdict.faults { lines.append("- \(package.name) \(run.name): \(fault)") }
        if let trouble = verdict.trouble { lines.append("- \(package.name) \(run.name): \(trouble)") }
      }
      for commit in package.red { lines.append("- \(package.name): commit \(commit) is not green") }
      for (plant, isAsCalled) in package.plants.sorted(by: { $0.key < $1.key }) where !isAsCalled {
        lines.append("- \(package.name): a planted edit is not what it is called: \(plant)")
      }
      if package.missing > 0 { lines.append("- \(package.name): \(package.missing) runs were not carried out") }
    }
    return lines.isEmpty ? [] : ["", "What is not as it should be:", ""] + lines
  }
}
