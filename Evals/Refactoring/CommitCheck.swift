import Foundation
import JSON
import TestSupport

/// Builds and tests commits of the branches in a clone of their own, without the program.
struct CommitCheck {
  private let place: EvaluationPlace
  private let seed: UInt64

  init(in place: EvaluationPlace, seed: UInt64) {
    self.place = place
    self.seed = seed
  }

  /// What is known of a commit.
  struct Outcome {
    var builds: Bool
    var passes: Bool
  }

  private var path: String { "\(place.results)/commits.jsonl" }

  func outcomes() -> [String: Outcome] {
    var outcomes: [String: Outcome] = [:]
    for line in ((try? read(path)) ?? "").split(separator: "\n") {
      guard let json = try? JSONValue.parse(String(line)), let commit = json["commit"]?.string else { continue }
      outcomes[commit] = Outcome(builds: json["builds"]?.bool ?? false, passes: json["passes"]?.bool ?? false)
    }
    return outcomes
  }

  /// The commits that are looked at: the first one, each run's last one, and a sample of the others.
  func chosen(_ runs: [PlannedRun]) -> [String] {
    var chance = SeededGenerator(seed: seed &+ 17)
    var commits = [place.base]
    for run in runs {
      guard let verdict = RunAttempt(run, in: place).verdict else { continue }
      for commit in verdict.commits {
        let isSampled = Int.random(in: 0..<place.package.sampling, using: &chance) == 0
        if isSampled || commit == verdict.commits.last { commits.append(commit) }
      }
    }
    return commits
  }

  func check(_ runs: [PlannedRun]) async throws {
    let known = outcomes()
    try await place.shell.git(
      ["fetch", "--quiet", "--force", "origin", "+refs/heads/*:refs/remotes/origin/*"], in: place.checker)
    for commit in chosen(runs) where known[commit] == nil {
      try await place.shell.git(["checkout", "--quiet", "--force", commit], in: place.checker)
      let outcome = try await Self.outcome(in: place)
      let line: JSONValue = [
        "commit": .string(commit), "builds": .bool(outcome.builds), "passes": .bool(outcome.passes),
      ]
      try append(line.serialized() + "\n", to: path)
      print(
        "\(place.package.name) \(commit.prefix(10)): \(outcome.builds ? outcome.passes ? "green" : "RED TESTS" : "DOES NOT BUILD")"
      )
    }
  }

  /// Builds and tests what lies in the clone.
  static func outcome(in place: EvaluationPlace) async throws -> Outcome {
    let build = try await place.shell.run("swift", ["build", "--build-tests"], in: place.checker)
    guard build.isSuccess else { return Outcome(builds: false, passes: false) }
    // A test that fails once is tried again: that it may fail by chance says nothing about the commit.
    for _ in 1...2 {
      let tests = try await place.shell.run("swift", ["test", "--skip-build"], in: place.checker)
      if tests.isSuccess { return Outcome(builds: true, passes: true) }
    }
    return Outcome(builds: true, passes: false)
  }
}

extension RunAttempt {
  /// Nil when the run has not been carried out.
  var verdict: RunVerdict? { (try? JSONValue.parse(read(verdictPath))).map(RunVerdict.init) }
}

func append(_ text: String, to path: String) throws {
  if !FileManager.default.fileExists(atPath: path) { try write("", to: path) }
  let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  try file.seekToEnd()
  try file.write(contentsOf: Data(text.utf8))
  try file.close()
}
