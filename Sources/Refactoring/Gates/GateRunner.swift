package import Git
package import SourceText
package import Verification

/// Asks the gates about what lies in the work area, from cheap to dear, and stops at the first that is red.
package struct GateRunner: Sendable {
  let project: (any ProjectAdapter)?
  let area: WorkArea
  let toolchain: SwiftToolchain?
  let gates: Set<Gate>
  let behaviour: (any BehaviourProbe)?

  /// Brings the area back to what is judged; nil where nothing is built.
  let tree: JudgedTree?

  /// A run of all tests takes no longer.
  let testDeadline: Duration

  var baseline: Baseline

  /// What is known of the state without the changes that are judged.
  var before = Measures()

  /// The same of the state with them, until they are accepted.
  var after = Measures()

  /// Whether `before` is measured.
  private(set) var isPrepared = false

  /// Whether the project lies built in the area as it is before the changes that are judged.
  var isBuilt = false

  /// What is judged: the changes since the last accepted state.
  private(set) var judged: [FileVersions] = []

  /// Why the public interface could not be read before the first step.
  private var interfaceFault: String?

  /// What gates measure of a state.
  struct Measures: Sendable {
    var interface: PublicInterface?
    var coverage: CoverageReport.Share?
    var passedCount = 0
  }

  /// How often a test that fails is tried again before it counts.
  static let retries = 2

  /// - Parameters:
  ///   - project: nil when nothing is known that builds or tests the project.
  ///   - behaviour: what records calls; nil when nothing can.
  ///   - tree: brings the area back to what is judged; nil where nothing is built.
  package init(
    _ project: (any ProjectAdapter)?, in area: WorkArea, toolchain: SwiftToolchain?, gates: Set<Gate>,
    baseline: Baseline = Baseline(), behaviour: (any BehaviourProbe)? = nil, tree: JudgedTree? = nil,
    testDeadline: Duration = .seconds(1800)
  ) {
    self.project = project
    self.area = area
    self.toolchain = toolchain
    self.gates = gates
    self.baseline = baseline
    self.behaviour = behaviour
    self.tree = tree
    self.testDeadline = testDeadline
  }

  /// Measures the state that the next changes are held against; the project lies in the area as it is.
  ///
  /// - Parameter isBaseline: whether this is the state of the baseline, of which much is known.
  /// - Throws: what building and testing throw; `RefactoringError` with code `.precondition` when the project does not build.
  package mutating func prepare(isBaseline: Bool) async throws {
    before = Measures(coverage: baseline.coverage, passedCount: baseline.passedCount)
    isPrepared = true
    guard let project else { return }
    if !isBuilt, baseline.hasBuild {
      // What lies there may be what a killed run made of the step that it tried.
      let build = try await project.build()
      _ = try await tree?.restore()
      if let fault = build.fault {
        throw RefactoringError(
          .precondition,
          "\(project.layout.name) does not build any more as it was when the run stopped: \(fault). Mend that, and go on "
            + "with --resume")
      }
      isBuilt = true
    }
    if gates.contains(.interface), let package = project as? SwiftPackage, baseline.hasBuild {
      do {
        before.interface = try await InterfaceReader(package).read()
      } catch let error as RefactoringError {
        interfaceFault = error.description
      }
    }
    guard !isBaseline, baseline.hasTests, !gates.isDisjoint(with: [.tests, .coverage]) else { return }
    let run = try await project.test(
      TestRequest(
        measuresCoverage: gates.contains(.coverage) && baseline.coverage != nil, isBuilt: true, deadline: testDeadline))
    _ = try await tree?.restore()
    if let fault = run.fault, !baseline.isCutShort {
      throw RefactoringError(
        .precondition,
        "the tests of \(project.layout.name) do not come to their end any more as they did when the run began: \(fault). "
          + "Mend that, and go on with --resume")
    }
    before.coverage = baseline.coverage == nil ? nil : run.coverage?.lines ?? baseline.coverage
    before.passedCount = TestJudgement(run, ignoring: ignored, acceptsFault: true).passedCount
  }

  /// The gates' words about the files as they lie in the area now.
  ///
  /// - Parameters:
  ///   - files: what changed since the last accepted state.
  ///   - declared: what of the public interface is meant to change.
  ///   - head: the commit that the changes follow.
  package mutating func run(
    on files: [FileVersions], declared: [String], since head: ObjectID
  ) async throws -> [GateResult] {
    after = before
    // What is not measured of this state is not compared.
    after.coverage = nil
    judged = files
    var results: [GateResult] = []
    for gate in Gate.allCases where gate != .parse && gates.contains(gate) {
      try Task.checkCancellation()
      let result = try await answer(of: gate) { runner in try await runner.ask(gate, files, declared, head) }
      results.append(result)
      if result.verdict == .failed { break }
    }
    return results
  }

  /// The words of the gates that a commit within a batch has to pass by itself.
  ///
  /// - Parameters:
  ///   - files: what changed since the commit before it, and lies in the area.
  ///   - tests: whether tests are run: those that the files reach, or all where that cannot be told.
  mutating func runBetween(on files: [FileVersions], tests: Bool) async throws -> [GateResult] {
    judged = files
    var results: [GateResult] = []
    if gates.contains(.build) {
      try Task.checkCancellation()
      results.append(try await answer(of: .build) { runner in try await runner.build() })
    }
    if tests, results.failure == nil, !gates.isDisjoint(with: [.affectedTests, .tests]) {
      try Task.checkCancellation()
      results.append(try await answer(of: .affectedTests) { runner in try await runner.reachedTests(files) })
    }
    return results
  }

  /// Makes the judged state the one that the next changes are held against.
  package mutating func accept() {
    after.coverage = after.coverage ?? before.coverage
    before = after
  }

  /// What a gate says; what the changes make unreadable is as red as a test that fails.
  private mutating func answer(
    of gate: Gate, _ ask: (inout GateRunner) async throws -> GateResult
  ) async throws -> GateResult {
    let start = ContinuousClock.now
    do {
      return try await ask(&self)
    } catch let error as VerificationError
      where [.unreadableReport, .unreadableProject, .noTests].contains(error.code)
    {
      return GateResult(gate, .failed, [error.description], duration: start.duration(to: .now))
    }
  }

  private mutating func ask(
    _ gate: Gate, _ files: [FileVersions], _ declared: [String], _ head: ObjectID
  ) async throws -> GateResult {
    switch gate {
    case .parse: return GateResult(.parse, .passed)
    case .format: return try await FormatGate(area: area, toolchain: toolchain).result(of: files)
    case .build: return try await build()
    case .affectedTests: return try await affectedTests(files)
    case .tests: return try await allTests(files)
    case .interface: return try await interface(declared)
    case .coverage: return coverage()
    case .behaviour:
      guard let behaviour else { return GateResult(.behaviour, .skipped, ["nothing here can record calls"]) }
      let start = ContinuousClock.now
      do {
        let lines = try await behaviour.differences(after: files, since: head)
        return GateResult(.behaviour, lines.isEmpty ? .passed : .failed, lines, duration: start.duration(to: .now))
      } catch let error where !(error is CancellationError) {
        // That nothing can be recorded says nothing about the change.
        return GateResult(.behaviour, .skipped, ["\(error)"], duration: start.duration(to: .now))
      }
    }
  }

  private func build() async throws -> GateResult {
    guard let project else { return GateResult(.build, .skipped, ["nothing is known that builds the project"]) }
    let built = try await project.build()
    let changed = try await tree?.restore() ?? []
    guard let fault = built.fault else {
      let note = "building changed \(RelativePath.list(changed)), and what is committed does not hold that"
      return GateResult(.build, .passed, changed.isEmpty ? [] : [note], duration: built.duration)
    }
    let errors = built.errors.map { error in
      (error.path.map { "\($0):\(error.line): " } ?? "") + error.message
    }
    return GateResult(.build, .failed, errors.isEmpty ? [fault] : errors, duration: built.duration)
  }

  private mutating func interface(_ declared: [String]) async throws -> GateResult {
    guard let package = project as? SwiftPackage, let old = before.interface else {
      return GateResult(
        .interface, .skipped, [interfaceFault ?? "only a Swift package that builds has an interface that can be read"])
    }
    guard gates.contains(.build) else { return GateResult(.interface, .skipped, ["it needs the gate build"]) }
    let start = ContinuousClock.now
    let new: PublicInterface
    do { new = try await InterfaceReader(package).read() } catch let error as RefactoringError {
      return GateResult(.interface, .failed, [error.description], duration: start.duration(to: .now))
    }
    after.interface = new
    let lines = old.differences(to: new, except: declared)
    // What was meant is told all the same, wherever it is told that the gate is green.
    return GateResult(
      .interface, lines.isEmpty ? .passed : .failed,
      lines.isEmpty ? old.differences(to: new, among: declared) : lines, duration: start.duration(to: .now))
  }

  private func coverage() -> GateResult {
    guard gates.contains(.tests) else { return GateResult(.coverage, .skipped, ["it needs the gate tests"]) }
    guard baseline.hasTests, let old = before.coverage else {
      return GateResult(.coverage, .skipped, ["the coverage could not be measured"])
    }
    guard let new = after.coverage else {
      // Otherwise a change could switch the gate off.
      return GateResult(.coverage, .failed, ["the coverage cannot be measured with the change, and could before"])
    }
    let (uncoveredBefore, uncoveredNow) = (old.total - old.covered, new.total - new.covered)
    // Less code can mean a smaller share without a line that lost its test.
    guard new.fraction < old.fraction, uncoveredNow > uncoveredBefore else { return GateResult(.coverage, .passed) }
    return GateResult(
      .coverage, .failed,
      ["\(uncoveredNow) of \(new.total) lines are not covered, where it were \(uncoveredBefore) of \(old.total)"])
  }
}
