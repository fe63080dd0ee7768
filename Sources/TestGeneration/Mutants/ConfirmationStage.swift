internal import Mutation
internal import SourceText
internal import Verification

/// Has the written tests meet the mutants that recorded calls noticed, since a test states less than was recorded.
///
/// The tests are built in the copy of the package that holds the mutants. It lies at another path, so that a test that passes in
/// the project alone is found out too.
struct ConfirmationStage: Sendable {
  let lab: MutationLab
  let build: MutationBuild
  let placement: TestPlacement

  /// What is left of the package.
  let focus: PackageFocus

  struct Result: Sendable {
    /// What became of each mutant with the package's own tests and the written ones.
    var statuses: [Int: MutantStatus] = [:]

    /// The mutants that each written test noticed, by its index.
    var kills: [Int: Set<Int>] = [:]

    /// Written tests that do not pass in the copy, by index, with what they did.
    var failing: [Int: String] = [:]

    /// Mutants that recorded calls noticed and the tests do not, or have not met.
    var missed: Set<Int> = []
    var undecided: Set<Int> = []

    /// Mutants a second, the starts of the tests' program included.
    var perSecond = 0.0
    var executed = 0
  }

  /// - Parameters:
  ///   - written: the tests as they stand in the project.
  ///   - mutation: what own tests and recorded calls noticed.
  ///   - end: when it stops; nil for no such moment.
  ///   - watch: is told how far it is.
  /// - Throws: `MutationError` when the tests do not build beside the mutants; `VerificationError`, `ProcessError`,
  ///   `CancellationError`.
  func run(
    _ written: RepetitionStage.Result, after mutation: MutationStage.Result, until end: ContinuousClock.Instant?,
    watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    let noticed = mutation.byCalls
    guard !written.earned.isEmpty else { return Self.result(of: [:], noticed, mutation) }
    watch(
      GenerationProgress(
        "the written tests are compiled beside the mutants", .confirmation, amount: noticed.count + written.earned.count
      ))
    let manifests = Dictionary(
      placement.manifests.map { ($0.path, focus.applied(to: $0.after)) }, uniquingKeysWith: { first, _ in first })
    defer { try? lab.removing(Dictionary(uniqueKeysWithValues: written.files.keys.map { ($0, placement.files[$0]) })) }
    let known = try await lab.adding(written.files, manifests: manifests, to: build)
    let tests = try WrittenTests(written.earned.map(\.test), by: placement)
    var options = MutationRunOptions()
    options.tests = known.filter(tests.contains)
    options.mutants = noticed
    options.budget = end.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
    let run = try await MutationRun(lab: lab, build: build, options: options).run { progress in
      watch(
        GenerationProgress(
          "written tests against mutants", .confirmation, amount: progress.total + written.earned.count,
          done: progress.done, total: progress.total))
    }
    var result = Self.result(of: run.statuses.filter { noticed.contains($0.key) }, noticed, mutation)
    result.executed = run.executed
    result.perSecond = run.perSecond
    result.failing = tests.indices(of: run.failing)
    for (id, status) in result.statuses where noticed.contains(id) {
      guard case .killed(let names) = status else { continue }
      for index in Self.killers(of: id, among: tests.indices(named: names), written.earned) {
        result.kills[index, default: []].insert(id)
      }
    }
    // Who hangs says nothing; whose call was the first to hang is known.
    for (id, status) in result.statuses where noticed.contains(id) && status.isUnnamed {
      for index in written.earned.indices where written.earned[index].killed.contains(id) {
        result.kills[index, default: []].insert(id)
      }
    }
    return result
  }

  /// Of tests that stand in one function those whose calls noticed the mutant, or all of them.
  private static func killers(of mutant: Int, among indices: [Int], _ earned: [EarningStage.Earned]) -> [Int] {
    let own = indices.filter { earned[$0].killed.contains(mutant) }
    return own.isEmpty ? indices : own
  }

  /// Puts what the written tests found to what is known.
  ///
  /// - Parameters:
  ///   - found: by the mutants' numbers.
  ///   - noticed: the mutants that recorded calls noticed.
  static func result(
    of found: [Int: MutantStatus], _ noticed: Set<Int>, _ mutation: MutationStage.Result
  ) -> Result {
    var result = Result(statuses: mutation.after)
    for id in noticed {
      switch found[id] {
      case .killed?, .timedOut?: result.statuses[id] = found[id]
      case .ignored?:
        result.undecided.insert(id)
        result.statuses[id] = .ignored(reason: "the written tests did not meet it: the time was up")
      case .survived?:
        result.missed.insert(id)
        result.statuses[id] = .survived
      default:
        result.missed.insert(id)
        result.statuses[id] = mutation.before[id] == .survived ? .survived : .notCovered
      }
    }
    return result
  }
}

extension MutantStatus {
  /// Whether tests noticed the mutant, and it is not known which.
  fileprivate var isUnnamed: Bool { self == .timedOut || self == .killed(by: []) }
}

extension MutationStage.Result {
  /// The mutants that recorded calls noticed and own tests did not.
  var byCalls: Set<Int> {
    Set(after.filter { Self.isNoticed($0.value) && before[$0.key].map(Self.isNoticed) != true }.keys)
  }
}

extension ConfirmationStage.Result {
  /// What is worth telling, a line each.
  var notes: [String] {
    var notes: [String] = []
    if executed > 0 {
      notes.append("\(executed) mutants met the written tests, \(TextGenerationReport.oneDecimal(perSecond)) a second")
    }
    if !missed.isEmpty {
      notes.append(
        "\(missed.count) mutants that recorded calls notice pass the tests written of them, which state less")
    }
    if !undecided.isEmpty { notes.append("\(undecided.count) mutants did not meet the written tests: the time was up") }
    return notes
  }

  /// The same after tests have gone: what only they are known to notice is noticed no more.
  ///
  /// - Parameters:
  ///   - earned: the tests that are left, with what each notices itself.
  ///   - asked: the mutants that the tests were to meet.
  func left(with earned: [EarningStage.Earned], of asked: Set<Int>) -> Self {
    let killed = Set(earned.flatMap(\.killed))
    var result = self
    for id in asked.subtracting(killed) where statuses[id].map(MutationStage.Result.isNoticed) == true {
      result.statuses[id] = .survived
    }
    return result
  }

  /// What each test earned, with the mutants that it notices itself.
  ///
  /// - Parameter isSparing: whether tests stay that pass and notice nothing of their own.
  /// - Returns: the tests that stay, and for each other the reason; a test of which not all is known stays.
  func judged(
    _ earned: [EarningStage.Earned], isSparing: Bool = false
  ) -> (earned: [EarningStage.Earned], rejections: [GenerationReport.Rejection]) {
    var kept: [EarningStage.Earned] = []
    var rejections: [GenerationReport.Rejection] = []
    for (index, test) in earned.enumerated() {
      let killed = (kills[index] ?? []).sorted()
      let isOpen = !undecided.isDisjoint(with: test.killed)
      var reason = failing[index].map { "does not pass in a copy of the package at another path: \($0)" }
      if reason == nil, !isSparing, test.earnedRegions == 0, killed.isEmpty, !isOpen {
        reason = "notices no mutant that others do not, as it is written"
      }
      guard let reason else {
        kept.append(EarningStage.Earned(test: test.test, earnedRegions: test.earnedRegions, killed: killed))
        continue
      }
      rejections.append(
        GenerationReport.Rejection(
          subject: test.test.subject, text: test.test.body.joined(separator: "; "), reason: reason))
    }
    return (kept, rejections)
  }
}
