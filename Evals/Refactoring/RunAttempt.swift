import Foundation
import JSON

/// Runs the program once, and looks at what it left: the branch, the user's checkout, its own work area.
struct RunAttempt {
  private let run: PlannedRun
  private let place: EvaluationPlace

  init(_ run: PlannedRun, in place: EvaluationPlace) {
    self.run = run
    self.place = place
  }

  var verdictPath: String { "\(place.results)/\(run.name).verdict.json" }
  private var reportPath: String { "\(place.results)/\(run.name).report.json" }
  private var branch: String { "refactor/\(run.name)" }

  func carryOut() async throws {
    guard !FileManager.default.fileExists(atPath: verdictPath) else { return }
    let existing = try await place.shell.run("git", ["rev-parse", "--verify", "--quiet", branch], in: place.checkout)
    // What a run made that was ended before it had been looked at.
    if existing.isSuccess { try await place.shell.git(["branch", "-D", "--quiet", branch], in: place.checkout) }
    try? FileManager.default.removeItem(atPath: reportPath)
    var words = ["run", "--recipe", run.recipe]
    for parameter in run.parameters { words += ["--param", parameter] }
    words += ["--branch", branch, "--gates", place.package.gates, "--test-runs", "1"]
    words += ["--format", "json", "--output", reportPath, "--quiet"] + place.package.folders
    let before = try CheckoutState(of: place.checkout)
    let start = ContinuousClock.now
    let answer = try await place.shell.run(place.program, words, in: place.checkout, adding: place.variables)
    var verdict = RunVerdict()
    verdict.seconds = Int(start.duration(to: .now) / .seconds(1))
    verdict.exitCode = answer.code.map(Int.init)
    verdict.faults = before.changes(to: try CheckoutState(of: place.checkout), allowing: branch).map {
      "the user's checkout is not what it was: \($0)"
    }
    if let report = try? JSONValue.parse(read(reportPath)) {
      try await look(at: report, &verdict)
    } else {
      verdict.trouble = "\(answer.words): \(answer.errors.suffix(2000))"
    }
    try write(verdict.json.serialized(.indented) + "\n", to: verdictPath)
    print("\(place.package.name) \(run.name): \(verdict.line)")
  }

  private func look(at report: JSONValue, _ verdict: inout RunVerdict) async throws {
    verdict.refusals = (report["failures"]?.array ?? []).compactMap(\.string)
    verdict.steps = (report["steps"]?.array ?? []).map { step in
      let files = (step["files"]?.array ?? []).compactMap(\.string)
      let title = step["title"]?.string ?? ""
      return RunVerdict.Step(
        title: title, files: files, commit: step["commit"]?.string, gate: step["gate"]?.string,
        batch: step["batch"]?.integer ?? 1, plant: plant(of: title, files)?.kind)
    }
    let tip = verdict.steps.contains { $0.commit != nil } ? "refs/heads/\(branch)" : place.base
    let listed = try await place.shell.git(["rev-list", "--reverse", "\(place.base)..\(tip)"], in: place.checkout)
    verdict.commits = listed.split(separator: "\n").map(String.init)
    if verdict.commits != verdict.steps.compactMap(\.commit) {
      verdict.faults.append("the branch has other commits than the report tells")
    }
    try await lookForPlants(&verdict)
    // A run that was refused before it began has left the area as the run before did.
    if report["error"] == nil { try await lookAtArea(tip, &verdict) }
  }

  /// The planted edit that a step stands for.
  private func plant(of title: String, _ files: [String]) -> Plant? {
    for (wave, plants) in run.waves.enumerated() where title.contains("q(wave \(wave + 1))") {
      return plants.first { files == [$0.file] }
    }
    return nil
  }

  /// No commit may hold a bad edit, and each step that is told to be done must be in its commit.
  private func lookForPlants(_ verdict: inout RunVerdict) async throws {
    for plant in Set(run.waves.joined()).sorted(by: { ($0.file, $0.old) < ($1.file, $1.old) }) where plant.kind != .good
    {
      let first = try await place.shell.git(["show", "\(place.base):\(plant.file)"], in: place.checkout)
      for commit in verdict.commits {
        let text = try await place.shell.git(["show", "\(commit):\(plant.file)"], in: place.checkout)
        guard plant.stands(in: text, butNotIn: first) else { continue }
        verdict.faults.append(
          "commit \(commit) holds a planted edit of the kind \(plant.kind.rawValue) in \(plant.file)")
        break
      }
    }
    for step in verdict.steps {
      guard let commit = step.commit else { continue }
      let changed = try await place.shell.git(
        ["diff-tree", "--no-commit-id", "--name-only", "--no-renames", "-r", "-z", commit], in: place.checkout)
      if changed.split(separator: "\0").map(String.init).sorted() != step.files.sorted() {
        verdict.faults.append("commit \(commit) changes other files than its step: \(step.title)")
      }
    }
  }

  /// The area in which the program worked must be what the last commit has: what was left has been restored.
  private func lookAtArea(_ tip: String, _ verdict: inout RunVerdict) async throws {
    var differences: [String] = []
    for area in try place.areas() {
      let index = ["GIT_INDEX_FILE": "\(place.results)/area.index"]
      let git = ["--git-dir=\(place.checkout)/.git", "--work-tree=\(area)"]
      try await place.shell.git(git + ["read-tree", tip], in: area, adding: index)
      _ = try await place.shell.run("git", git + ["update-index", "-q", "--refresh"], in: area, adding: index)
      let changed = try await place.shell.run("git", git + ["diff-files", "--name-only"], in: area, adding: index)
      let unknown = try await place.shell.run(
        "git", git + ["ls-files", "--others", "--exclude=/.build"], in: area, adding: index)
      let paths = (changed.output + unknown.output).split(separator: "\n")
      if changed.isSuccess, unknown.isSuccess, paths.isEmpty { return }
      differences.append(paths.prefix(5).joined(separator: ", "))
    }
    if !differences.isEmpty {
      verdict.faults.append("no work area is what the last commit has: \(differences.joined(separator: "; "))")
    }
  }
}

extension RunVerdict {
  var line: String {
    let done = steps.count { $0.commit != nil }
    var text = "\(done) done, \(steps.count - done) left, \(refusals.count) refused, \(seconds) s"
    if let exitCode { text += ", exit code \(exitCode)" }
    if let trouble { text += ", TROUBLE: \(trouble)" }
    return text + faults.map { "\n  FAULT: \($0)" }.joined()
  }
}
