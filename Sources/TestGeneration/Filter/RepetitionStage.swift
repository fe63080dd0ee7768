internal import SourceText
internal import Verification

/// Writes the tests into the project and keeps those that compile, pass and go on passing.
///
/// Tests of one file that do not compile are taken out by what the compiler says of them; those that fail once are taken out
/// whatever they do later.
struct RepetitionStage: Sendable {
  /// How often files are written and built anew before suites are tried one by one.
  static let roundLimit = 10

  /// How often those of one suite are then; what has not come to rest is not written.
  static let suiteRoundLimit = 4

  /// Circumstances under which tests must pass.
  struct Circumstances: Hashable, Sendable {
    /// `NAME=value`.
    let variables: [String]

    /// The folder that they run in, below the package's; nil for the package's own.
    let folder: String?

    var words: String {
      variables.joined(separator: " ") + (folder == nil ? "" : ", in another folder")
    }
  }

  /// Other hash seeds, time zones, languages and folders.
  static let circumstances = [
    Circumstances(variables: ["TZ=Asia/Kathmandu", "LANG=tr_TR.UTF-8"], folder: ".build/fulcrum-elsewhere"),
    Circumstances(variables: ["SWIFT_DETERMINISTIC_HASHING=1", "TZ=America/St_Johns"], folder: nil),
    Circumstances(
      variables: ["TZ=Pacific/Chatham", "LANG=de_DE.UTF-8"], folder: ".build/fulcrum-elsewhere/a folder/\u{E9}"),
  ]

  let package: SwiftPackage
  let placement: TestPlacement

  /// What is left of the package in its area.
  let focus: PackageFocus

  let options: GenerationOptions

  /// When no further run of the tests begins; nil for no such moment.
  ///
  /// What has not passed all runs then is not written.
  var end: ContinuousClock.Instant?

  struct Result: Sendable {
    var earned: [EarningStage.Earned]
    var rejections: [GenerationReport.Rejection] = []

    /// The files as they are now, by path.
    var files: [RelativePath: String] = [:]

    /// The last run, with coverage.
    var run: TestRun?
    var notes: [String] = []
  }

  /// What a round leaves to the next.
  private struct State {
    var package: SwiftPackage

    /// Whether the package was read with the target for the tests in it.
    var isOpened: Bool

    /// The tests that are not run.
    var excluded: [String]

    /// Whether only tests of ours are run.
    var isAlone = false
  }

  /// - Parameters:
  ///   - earned: in the order in which they are to stand.
  ///   - red: tests that failed before.
  ///   - written: the files of ours that are there already, which are replaced.
  /// - Returns: tests of which each passed every run; without tests nothing is left in the project.
  func run(
    _ earned: [EarningStage.Earned], besides red: [TestResult], replacing written: [RelativePath: String] = [:],
    watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    var result = Result(earned: earned, files: written)
    // A target for tests that has no files does not load.
    guard !earned.isEmpty else {
      if !written.isEmpty { try withdraw(&result) }
      return result
    }
    for manifest in placement.manifests {
      try package.area.write(Array(focus.applied(to: manifest.after).utf8), to: manifest.path)
    }
    var state = State(package: package, isOpened: placement.manifests.isEmpty, excluded: red.map(\.name))
    do {
      try await Self.settle(&result) { try await round(&$0, &state, watch: watch) }
    } catch {
      try withdraw(&result)
      throw error
    }
    if result.earned.isEmpty { try withdraw(&result) }
    return result
  }

  /// Goes on until a round leaves all tests as they are; where none does, each suite has to come to rest by itself.
  ///
  /// - Parameter round: takes out what is not right; says whether it took out nothing.
  static func settle(_ result: inout Result, _ round: (inout Result) async throws -> Bool) async throws {
    if try await comesToRest(&result, within: roundLimit, round) { return }
    result.notes.append("the tests did not come to rest after \(roundLimit) rounds, so each suite was tried by itself")
    let all = result.earned
    let suites = Dictionary(grouping: all) { TestPlacement.suite(for: $0.test.group) }.sorted { $0.key < $1.key }
    var left: [EarningStage.Earned] = []
    for suite in suites.map(\.value) {
      result.earned = suite
      if try await !comesToRest(&result, within: suiteRoundLimit, round) { result.rejectAll() }
      left += result.earned
    }
    let order = Dictionary(all.enumerated().map { ($0.element.test, $0.offset) }) { first, _ in first }
    result.earned = left.sorted { order[$0.test, default: all.count] < order[$1.test, default: all.count] }
    if try await !comesToRest(&result, within: suiteRoundLimit, round) { result.rejectAll() }
  }

  /// - Returns: whether a round has left all tests as they were, or there are none.
  private static func comesToRest(
    _ result: inout Result, within limit: Int, _ round: (inout Result) async throws -> Bool
  ) async throws -> Bool {
    for _ in 0..<limit where !result.earned.isEmpty {
      if try await round(&result) { return true }
    }
    return result.earned.isEmpty
  }

  /// Writes, builds and runs what is left.
  ///
  /// - Returns: whether all of it passed every run.
  private func round(
    _ result: inout Result, _ state: inout State, watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Bool {
    try write(&result)
    try await format(&result)
    if !state.isOpened {
      state.package = try await SwiftPackage.open(in: package.area, toolchain: package.toolchain)
      state.isOpened = true
    }
    watch(
      GenerationProgress("\(result.earned.count) tests are compiled and run", .writing, amount: result.earned.count))
    let build = try await state.package.build()
    guard build.isSuccess else {
      let tests = try tests(of: result)
      let faulty = tests.faulty(build.diagnostics, in: result.files)
      // The types of a table's columns are those of the literals by themselves, and not always what a call takes.
      if result.separate(faulty.keys, standing: tests.places) { return false }
      // The compiler names none of ours: each suite has to show that it builds by itself.
      if !result.reject(faulty, "does not compile") {
        try await dropSuites(of: state.package, from: &result, build, watch: watch)
      }
      return false
    }
    if isLate(&result) { return true }
    let run = try await test(
      TestRequest(measuresCoverage: true, isShuffled: true, isBuilt: true), &result, &state)
    result.run = run
    if try drop(run, from: &result, "when it is run") { return false }
    for index in 0..<max(0, options.repetitions) {
      if isLate(&result) { return true }
      let circumstances = Self.circumstances[index % Self.circumstances.count]
      var request = TestRequest(isShuffled: true, isBuilt: true, variables: circumstances.variables)
      if let folder = circumstances.folder {
        request.folder = try RelativePath(folder)
        try package.area.makeFolder(RelativePath(folder))
      }
      let again = try await test(request, &result, &state)
      if try drop(again, from: &result, "under other circumstances (\(circumstances.words))") { return false }
    }
    return true
  }

  /// Takes all out when there is no time to see whether they hold.
  private func isLate(_ result: inout Result) -> Bool {
    guard let end, ContinuousClock.now >= end else { return false }
    result.notes.append("the time was up before the tests had passed all runs, so they are not written")
    result.reject(
      Dictionary(uniqueKeysWithValues: result.earned.indices.map { ($0, "") }), "there was no time to run it")
    return true
  }

  /// Runs the tests; those of ours alone when others end the process, so that those behind them give no result.
  private func test(_ request: TestRequest, _ result: inout Result, _ state: inout State) async throws -> TestRun {
    let own = try tests(of: result)
    var request = request
    request.excluded = state.excluded
    if let end { request.deadline = min(request.deadline, max(.seconds(5), ContinuousClock.now.duration(to: end))) }
    let run = try await state.package.test(request)
    guard let fault = run.fault, !own.silent(in: run).isEmpty, !state.isAlone else { return run }
    result.notes.append("new tests were run without those that were there before: \(fault)")
    state.excluded += try await state.package.tests().filter { !own.contains($0) }
    state.isAlone = true
    request.excluded = state.excluded
    return try await state.package.test(request)
  }

  /// Takes out what failed in a run, and if nothing did, what it says nothing about.
  private func drop(_ run: TestRun, from result: inout Result, _ circumstances: String) throws -> Bool {
    let tests = try tests(of: result)
    if result.reject(tests.failed(in: run), "fails \(circumstances)") { return true }
    let silent = tests.silent(in: run).map { ($0, run.fault ?? "") }
    return result.reject(Dictionary(uniqueKeysWithValues: silent), "gives no result \(circumstances)")
  }

  private func tests(of result: Result) throws -> WrittenTests {
    try WrittenTests(result.earned.map(\.test), by: placement)
  }

  /// Puts the files of an earlier run back.
  func restore(_ result: Result) throws {
    for manifest in placement.manifests {
      try package.area.write(Array(focus.applied(to: manifest.after).utf8), to: manifest.path)
    }
    for (path, text) in result.files { try package.area.write(Array(text.utf8), to: path) }
  }

  /// Brings the project back to what it was.
  private func withdraw(_ result: inout Result) throws {
    result.earned = []
    result.run = nil
    try write(&result)
    for manifest in placement.manifests {
      try package.area.write(Array(focus.applied(to: manifest.before).utf8), to: manifest.path)
    }
  }

  /// Brings the files to what is left.
  private func write(_ result: inout Result) throws {
    let files = try placement.write(result.earned.map(\.test))
    for path in result.files.keys where files[path] == nil {
      if let original = placement.files[path] {
        try package.area.write(Array(original.utf8), to: path)
      } else {
        try package.area.removeFile(path)
      }
    }
    for (path, text) in files where result.files[path] != text {
      try package.area.write(Array(text.utf8), to: path)
    }
    result.files = files
  }

  /// Lays out the new files.
  private func format(_ result: inout Result) async throws {
    let formatter = PackageFormatter(package: package, indentation: placement.style.indentation)
    let new = result.files.keys.filter { placement.files[$0] == nil }.sorted()
    guard !new.isEmpty else { return }
    if let texts = try await formatter.format(new) {
      result.files.merge(texts) { $1 }
    } else {
      // Half of them may be laid out: all are as they were written.
      for path in new { try package.area.write(Array((result.files[path] ?? "").utf8), to: path) }
      let note = "the package's formatter failed, so new files have the layout of gen-tests"
      if formatter.hasSettings, !result.notes.contains(note) { result.notes.append(note) }
    }
  }

  /// Builds the tests of each suite alone, and takes those out that do not build.
  ///
  /// - Throws: `TestGenerationError` with code `.doesNotBuild` when all do, so that the fault is none of theirs.
  private func dropSuites(
    of package: SwiftPackage, from result: inout Result, _ build: BuildResult,
    watch: @Sendable (GenerationProgress) -> Void
  ) async throws {
    let all = result.earned
    let suites = Dictionary(grouping: all) { TestPlacement.suite(for: $0.test.group) }.sorted { $0.key < $1.key }
    var left: [EarningStage.Earned] = []
    for (index, suite) in suites.enumerated() {
      watch(GenerationProgress("tests that do not compile are looked for", done: index, total: suites.count))
      result.earned = suite.value
      try write(&result)
      let own = try await package.build()
      if !own.isSuccess,
        !result.reject(try tests(of: result).faulty(own.diagnostics, in: result.files), "does not compile")
      {
        let reason = own.fault ?? "no reason"
        result.reject(
          Dictionary(uniqueKeysWithValues: result.earned.indices.map { ($0, reason) }),
          "does not compile, and the compiler does not say where")
      }
      left += result.earned
    }
    guard left.count < all.count else {
      throw TestGenerationError(
        .doesNotBuild, "the package does not build with the new tests: \(build.fault ?? build.tail)")
    }
    let kept = Set(left.map(\.test))
    result.earned = all.filter { kept.contains($0.test) }
  }
}

extension RepetitionStage.Result {
  /// Takes tests out of the table that they share with others, so that each stands by itself.
  ///
  /// - Parameters:
  ///   - indices: the tests that are meant.
  ///   - places: where each test stands.
  /// - Returns: whether there was one.
  mutating func separate(_ indices: some Collection<Int>, standing places: [TestPlacement.Place]) -> Bool {
    guard places.count == earned.count else { return false }
    let counts = Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
    let shared = indices.filter { counts[places[$0]] ?? 0 > 1 && earned[$0].test.row != nil }
    for index in shared {
      let old = earned[index]
      earned[index] = EarningStage.Earned(
        test: old.test.alone, earnedRegions: old.earnedRegions, killed: old.killed)
    }
    return !shared.isEmpty
  }

  /// Takes all out that did not come to rest.
  fileprivate mutating func rejectAll() {
    reject(Dictionary(uniqueKeysWithValues: earned.indices.map { ($0, "") }), "did not pass all runs")
  }

  /// Takes tests out.
  ///
  /// - Parameters:
  ///   - faulty: what was said of each, by its index.
  ///   - why: what they did.
  /// - Returns: whether there was one.
  @discardableResult
  mutating func reject(_ faulty: [Int: String], _ why: String) -> Bool {
    let all = earned
    earned = all.indices.filter { faulty[$0] == nil }.map { all[$0] }
    rejections += all.indices.compactMap { index in
      faulty[index].map { message in
        GenerationReport.Rejection(
          subject: all[index].test.subject, text: all[index].test.body.joined(separator: "; "),
          reason: message.isEmpty ? why : "\(why): \(message)")
      }
    }
    return earned.count < all.count
  }
}
