internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource
internal import Verification

/// Makes mutants, and sees which of them the package's own tests and the recorded calls notice.
struct MutationStage: Sendable {
  let selection: Selection
  let options: GenerationOptions

  /// Which mutants are met first, when there may not be time for all.
  var order = TargetOrder.none

  /// How long mutants meet the tests that were there, where the user set no limit; those that are left meet recorded calls.
  private static let ownTestsBudget = Duration.seconds(240)

  /// What is known of the mutants.
  struct Result: Sendable {
    var mutants: [Mutant] = []

    /// With the package's own tests alone.
    var before: [Int: MutantStatus] = [:]

    /// The mutants that each recorded call is known to notice, by the recording's index.
    var kills: [Int: Set<Int>] = [:]

    /// With the recorded calls besides.
    var after: [Int: MutantStatus] = [:]

    var density = 0.0
    var notes: [String] = []
  }

  /// Builds the mutants and runs the package's own tests against them.
  ///
  /// - Parameters:
  ///   - lab: a copy in an area of its own.
  ///   - red: tests that fail without mutants.
  ///   - hasTests: whether there is a test that passes.
  ///   - end: when it stops but for a build that has begun; nil for no such moment.
  ///   - watch: is told how far it is.
  func own(
    in lab: MutationLab, besides red: [TestResult], hasTests: Bool, until end: ContinuousClock.Instant?,
    watch: @escaping @Sendable (GenerationProgress) -> Void
  ) async throws -> (result: Result, build: MutationBuild) {
    let lines = selection.files.values.contains { $0 != nil } ? selection.files.compactMapValues { $0 } : nil
    let wanted = try lab.sources(of: [selection.module.name])
    let plan = MutationPlan(
      wanted.filter { selection.files[$0.path] != nil },
      options: MutationOptions(limit: options.mutantLimit, lines: lines))
    watch(GenerationProgress("\(plan.runnable.count) mutants are compiled", .mutantBuild, amount: plan.runnable.count))
    let build = try await lab.build(plan)
    var result = Result()
    result.mutants = plan.mutants
    result.density = plan.mutantsPerHundredLines
    result.before = build.statuses
    if hasTests {
      var run = MutationRunOptions()
      run.excluded = red.map(\.name)
      for mutant in build.runnable { run.wanted[mutant.id] = order.score(mutant.path, line: mutant.startLine) }
      run.budget = end.map { max(.zero, ContinuousClock.now.duration(to: $0) / 2) } ?? Self.ownTestsBudget
      let own = try await MutationRun(lab: lab, build: build, options: run).run { progress in
        watch(
          GenerationProgress("own tests against mutants", .ownTests, done: progress.done, total: progress.total))
      }
      result.before = own.statuses
      result.notes += own.notes
      let late = build.runnable.count { if case .ignored? = own.statuses[$0.id] { true } else { false } }
      if late > 0 {
        result.notes.append("\(late) mutants did not meet the tests that were there: the time for it was up")
      }
    } else {
      for mutant in build.runnable { result.before[mutant.id] = .notCovered }
    }
    result.after = result.before
    return (result, build)
  }

  /// Makes the recorded calls with mutants alive.
  ///
  /// - Parameters:
  ///   - lab: a copy for trials, to which the mutated sources are written here.
  ///   - build: the mutants that compile.
  ///   - recordings: those of which tests can be made.
  ///   - regions: what their vectors mean.
  ///   - result: what own tests found.
  ///   - end: when no further call is made; nil for no such moment.
  ///   - watch: is told how far it is.
  func trial(
    in lab: Lab, _ build: MutationBuild, against recordings: [Recording], regions: RegionTable,
    adding result: Result, until end: ContinuousClock.Instant?, watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    var result = result
    for (path, text) in build.sources.files { try lab.area.write(Array(text.utf8), to: path) }
    if let folder = selection.module.path {
      try lab.area.write(
        Array(SchemataSupport.source.utf8), to: RelativePath("\(folder)/\(SchemataSupport.fileName)"))
    }
    // Whoever is noticed already needs no call.
    let open = build.runnable.filter { mutant in
      switch result.before[mutant.id] {
      case .killed, .timedOut: false
      default: true
      }
    }
    watch(
      GenerationProgress(
        "\(open.count) mutants against \(recordings.count) recorded calls", .trial,
        amount: open.count + recordings.count / 2))
    let run = try await MutantTrial(lab: lab).run(
      open.map { TrialMutant(id: $0.id, path: $0.path, line: $0.startLine, column: $0.startColumn) },
      against: recordings, regions: regions, until: end)
    let late = open.count { run.verdicts[$0.id] == nil }
    if late > 0 { result.notes.append("\(late) mutants did not meet recorded calls: the time for it was up") }
    for (id, verdict) in run.verdicts {
      switch verdict {
      case .killed(let index):
        result.kills[index, default: []].insert(id)
        result.after[id] = .killed(by: [recordings[index].candidate.subject])
      case .timedOut(let index):
        result.kills[index, default: []].insert(id)
        result.after[id] = .timedOut
      case .survived: result.after[id] = .survived
      case .notReached: result.keep(id)
      }
    }
    result.notes.append(
      "\(run.calls) calls with mutants alive, \(Int(run.mutantsPerSecond)) mutants a second")
    return result
  }
}
