internal import JSON
package import SourceText
internal import Verification

/// Where a mutant is, as far as a trial needs to know.
package struct TrialMutant: Hashable, Sendable {
  /// The number that makes it alive, from 1.
  package let id: Int

  /// In the unchanged source, relative to the package; the column in bytes, both counted from 1.
  package let path: RelativePath
  package let line: Int
  package let column: Int

  package init(id: Int, path: RelativePath, line: Int, column: Int) {
    self.id = id
    self.path = path
    self.line = line
    self.column = column
  }
}

/// How a mutant fared against recorded calls.
package enum TrialVerdict: Hashable, Sendable {
  /// The call with this index in the recordings ended otherwise.
  case killed(by: Int)

  /// With it the call with this index did not end.
  case timedOut(by: Int)

  /// So many calls that reach it ended as before.
  case survived(calls: Int)

  /// No call reaches it.
  case notReached
}

/// What came of a trial.
package struct TrialRun: Sendable {
  /// By the mutant's number; those are missing that there was no time for.
  package let verdicts: [Int: TrialVerdict]

  /// Calls that the mutated module does not compile with, by their index; they took no part.
  package let excluded: [Int]

  package let buildDuration: Duration

  package let runDuration: Duration

  /// Calls that were made with a mutant alive.
  package let calls: Int

  /// How many of the mutants that calls reach were decided in a second, without the build.
  package var mutantsPerSecond: Double {
    let tried = verdicts.values.count { $0 != .notReached }
    return Double(tried) / max(runDuration / .seconds(1), 0.001)
  }
}

/// Makes recorded calls with mutants alive, each in a process of its own, and sees which are noticed.
///
/// A mutant is tried with the calls that reach it, and no more once one of them ends otherwise.
package struct MutantTrial: Sendable {
  private let lab: Lab
  private let buildDeadline: Duration
  private let callsPerMutant: Int
  private let processes: Int

  /// - Parameters:
  ///   - lab: whose purpose is `.mutants`, and whose module holds all mutants.
  ///   - buildDeadline: of one build.
  ///   - callsPerMutant: calls that one mutant is tried with at most, those first that reach least besides it.
  ///   - processes: drivers at the same time, each with a part of the mutants.
  package init(lab: Lab, buildDeadline: Duration = .seconds(900), callsPerMutant: Int = 100, processes: Int = 2) {
    self.lab = lab
    self.buildDeadline = buildDeadline
    self.callsPerMutant = max(1, callsPerMutant)
    self.processes = max(1, processes)
  }

  /// Tries mutants.
  ///
  /// - Parameters:
  ///   - mutants: those in the lab's module.
  ///   - recordings: made of the unchanged module. Parts that differ from run to run take none in it.
  ///   - regions: what their vectors mean.
  ///   - end: when no further call is made, but for a build that has begun; nil for no such moment.
  /// - Throws: as `Recorder.record`.
  package func run(
    _ mutants: [TrialMutant], against recordings: [Recording], regions: RegionTable,
    until end: ContinuousClock.Instant? = nil
  ) async throws -> TrialRun {
    let start = ContinuousClock.now
    var build = LabBuild(lab: lab, deadline: buildDeadline)
    let steady = recordings.map(\.steadyCandidate)
    try await build.build(zip(recordings, steady).map { $1 ?? $0.candidate })
    let built = ContinuousClock.now
    let usable = build.numbers.filter { steady[$0] != nil }
    let plan = TrialPlan(
      mutants, calls: usable.map { ($0, recordings[$0]) }, regions: regions, callsPerMutant: callsPerMutant)
    let lines = try await results(of: plan, until: end)
    var verdicts: [Int: TrialVerdict] = [:]
    for mutant in mutants { verdicts[mutant.id] = plan.calls[mutant.id] == nil ? .notReached : nil }
    for line in lines where line.isAnswer(to: plan) { verdicts[line.mutant] = line.verdict }
    return TrialRun(
      verdicts: verdicts, excluded: build.faults.keys.sorted(), buildDuration: start.duration(to: built),
      runDuration: built.duration(to: .now), calls: lines.reduce(0) { $0 + $1.calls })
  }

  private func results(of plan: TrialPlan, until end: ContinuousClock.Instant?) async throws -> [TrialLine] {
    if let end, ContinuousClock.now >= end { return [] }
    return try await withThrowingTaskGroup(of: [TrialLine].self) { group in
      for (index, text) in plan.texts(for: processes).enumerated() {
        group.addTask {
          let bytes = try await LabDriver(lab: lab).run(
            "trial", plan: text, name: "trial\(index)", variables: Stability.circumstances[0].variables,
            calls: min(plan.callCount, 2_000), callLimit: .seconds(1), until: end)
          return bytes.split(separator: UInt8(ascii: "\n")).compactMap(TrialLine.init)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}

/// What the driver says of a mutant.
struct TrialLine: Sendable {
  let mutant: Int
  private let killer: Int
  let verdict: TrialVerdict
  let calls: Int

  init?(_ text: some Collection<UInt8>) {
    guard let json = try? JSONValue.parse(Array(text)), let mutant = json["mutant"]?.integer,
      let killer = json["killer"]?.integer, let end = json["end"]?.string, let calls = json["runs"]?.integer
    else { return nil }
    self.mutant = mutant
    self.killer = killer
    self.calls = calls
    verdict =
      killer < 0 ? .survived(calls: calls) : end == "timed-out" ? .timedOut(by: killer) : .killed(by: killer)
  }

  /// Whether the mutant and the call were asked about; the code under test could write anything into the file.
  func isAnswer(to plan: TrialPlan) -> Bool {
    guard let calls = plan.calls[mutant] else { return false }
    return killer < 0 || calls.contains(killer)
  }
}
