internal import SourceText
internal import Verification

/// Writes the tests into the project and keeps those that compile, pass and go on passing.
///
/// Tests of one file that do not compile are taken out by what the compiler says of them; those that fail once are taken out
/// whatever they do later.
struct RepetitionStage: Sendable {
  /// How often files are written and built anew.
  static let roundLimit = 6

  /// Circumstances under which tests must pass: other hash seeds, time zones and languages.
  static let circumstances = [
    ["TZ=Asia/Kathmandu", "LANG=tr_TR.UTF-8"], ["SWIFT_DETERMINISTIC_HASHING=1", "TZ=America/St_Johns"],
    ["TZ=Pacific/Chatham", "LANG=de_DE.UTF-8"],
  ]

  let package: SwiftPackage
  let placement: TestPlacement

  /// What is left of the package in its area.
  let focus: PackageFocus

  let options: GenerationOptions

  struct Result: Sendable {
    var earned: [EarningStage.Earned]
    var rejections: [GenerationReport.Rejection] = []

    /// The files as they are now, by path.
    var files: [RelativePath: String] = [:]

    /// The last run, with coverage.
    var run: TestRun?
    var notes: [String] = []
  }

  /// - Parameters:
  ///   - earned: in the order in which they are to stand.
  ///   - red: tests that failed before.
  func run(
    _ earned: [EarningStage.Earned], besides red: [TestResult], watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    var result = Result(earned: earned)
    var package = package
    for manifest in placement.manifests {
      try package.area.write(Array(focus.applied(to: manifest.after).utf8), to: manifest.path)
    }
    var isOpened = placement.manifests.isEmpty
    var excluded = red.map(\.name)
    var passed = 0
    for _ in 0..<Self.roundLimit {
      try write(&result)
      try await format(&result)
      if !isOpened {
        package = try await SwiftPackage.open(in: package.area, toolchain: package.toolchain)
        isOpened = true
      }
      watch(
        GenerationProgress(
          "\(result.earned.count) tests are compiled and run", .writing, amount: result.earned.count))
      let build = try await package.build()
      guard build.isSuccess else {
        if drop(build.diagnostics, from: &result) { continue }
        // The compiler names none of ours: each group has to show that it builds by itself.
        try await dropGroups(of: package, from: &result, build, watch: watch)
        continue
      }
      let request = TestRequest(excluded: excluded, measuresCoverage: true, isShuffled: true, isBuilt: true)
      var run = try await package.test(request)
      if let fault = run.fault, !missing(in: run, of: result.earned).isEmpty {
        // Tests that were there end the process, so that those behind them give no result.
        result.notes.append("new tests were run without those that were there before: \(fault)")
        excluded += try await others(in: package, than: result.earned)
        var alone = request
        alone.excluded = excluded
        run = try await package.test(alone)
      }
      result.run = run
      if drop(run, from: &result) { continue }
      let silent = missing(in: run, of: result.earned)
      if drop(named: silent.reduce(into: [:]) { $0[$1] = run.fault ?? "" }, "gives no result", from: &result) {
        continue
      }
      for variables in Self.circumstances.prefix(max(0, options.repetitions)) where passed < options.repetitions {
        let again = try await package.test(
          TestRequest(excluded: excluded, isShuffled: true, isBuilt: true, variables: variables))
        if drop(again, from: &result, why: "fails under other circumstances (\(variables.joined(separator: " ")))") {
          break
        }
        passed += 1
      }
      if passed >= options.repetitions { return result }
      passed = 0
    }
    result.notes.append("the tests did not come to rest after \(Self.roundLimit) rounds")
    return result
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

  /// Takes out what the compiler complains of.
  ///
  /// An error in what a macro expands to has its place in a note behind it.
  ///
  /// - Returns: false when no complaint is about a test of ours.
  private func drop(_ diagnostics: [CompilerDiagnostic], from result: inout Result) -> Bool {
    var faulty: [String: String] = [:]
    var error: CompilerDiagnostic?
    for diagnostic in diagnostics where diagnostic.kind != .warning {
      if diagnostic.kind == .error { error = diagnostic }
      guard let current = error, diagnostic.kind == .error || current.path.map({ result.files[$0] == nil }) ?? true,
        let path = diagnostic.path, let text = result.files[path],
        let name = Self.function(around: diagnostic.line, in: text)
      else { continue }
      faulty[name] = faulty[name] ?? current.message
    }
    return drop(named: faulty, "does not compile", from: &result)
  }

  /// Builds the tests of each group alone, and takes those out that do not build.
  ///
  /// - Throws: `TestGenerationError` with code `.doesNotBuild` when all do, so that the fault is none of theirs.
  private func dropGroups(
    of package: SwiftPackage, from result: inout Result, _ build: BuildResult,
    watch: @Sendable (GenerationProgress) -> Void
  ) async throws {
    let all = result.earned
    let groups = Set(all.map(\.test.group)).sorted()
    var left: [EarningStage.Earned] = []
    for (index, group) in groups.enumerated() {
      watch(GenerationProgress("tests that do not compile are looked for", done: index, total: groups.count))
      result.earned = all.filter { $0.test.group == group }
      try write(&result)
      let own = try await package.build()
      if own.isSuccess {
        left += result.earned
        continue
      }
      if drop(own.diagnostics, from: &result) {
        left += result.earned
        continue
      }
      result.rejections += result.earned.map {
        GenerationReport.Rejection(
          subject: $0.test.subject, text: $0.test.body.joined(separator: "; "),
          reason: "does not compile, and the compiler does not say where: \(own.fault ?? "no reason")")
      }
    }
    guard left.count < all.count else {
      result.earned = all
      throw TestGenerationError(
        .doesNotBuild, "the package does not build with the new tests: \(build.fault ?? build.tail)")
    }
    let kept = Set(left.map(\.test))
    result.earned = all.filter { kept.contains($0.test) }
  }

  /// The names of those of our tests that a run says nothing about.
  private func missing(in run: TestRun, of earned: [EarningStage.Earned]) -> Set<String> {
    Set(placement.names(of: earned.map(\.test))).subtracting(run.results.map { Self.function($0.name) })
  }

  /// The tests of the package that are none of ours.
  private func others(in package: SwiftPackage, than earned: [EarningStage.Earned]) async throws -> [String] {
    let own = Set(placement.names(of: earned.map(\.test)))
    return try await package.tests().filter { !own.contains(Self.function($0)) }
  }

  /// The function in the name of a test.
  private static func function(_ name: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "." }).last.map(String.init) ?? name
    return String(last.prefix { $0 != "(" })
  }

  /// Takes out what failed in a run.
  private func drop(_ run: TestRun, from result: inout Result, why: String = "fails when it is run") -> Bool {
    var faulty: [String: String] = [:]
    for test in run.results where test.status != .passed && test.status != .skipped {
      faulty[Self.function(test.name)] = test.message
    }
    return drop(named: faulty, why, from: &result)
  }

  private func drop(named faulty: [String: String], _ why: String, from result: inout Result) -> Bool {
    let names = placement.names(of: result.earned.map(\.test))
    var left: [EarningStage.Earned] = []
    for (earned, name) in zip(result.earned, names) {
      if let message = faulty[name] {
        result.rejections.append(
          GenerationReport.Rejection(
            subject: earned.test.subject, text: earned.test.body.joined(separator: "; "),
            reason: message.isEmpty ? why : "\(why): \(message)"))
      } else {
        left.append(earned)
      }
    }
    let isChanged = left.count < result.earned.count
    result.earned = left
    return isChanged
  }

  /// The name of the function that a line stands in: the last one that begins above it.
  static func function(around line: Int, in text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard line >= 1, line <= lines.count else { return nil }
    // The attribute with a table stands above its function.
    for index in lines[(line - 1)...].indices {
      let text = lines[index]
      if index > line - 1, text.contains("@Test") { break }
      if let name = Self.name(declaredIn: text), isTable(lines, from: line - 1, to: index) { return name }
    }
    for index in lines[..<line].indices.reversed() {
      if let name = Self.name(declaredIn: lines[index]) { return name }
    }
    return nil
  }

  /// Whether a line belongs to the table above a function: no brace is closed or opened between them.
  private static func isTable(_ lines: [Substring], from start: Int, to end: Int) -> Bool {
    start == end || !lines[start..<end].contains { $0.contains("}") && !$0.contains("(") }
  }

  private static func name(declaredIn line: Substring) -> String? {
    guard let range = line.firstRange(of: "func ") else { return nil }
    let name = line[range.upperBound...].prefix { $0 != "(" }
    return name.isEmpty ? nil : String(name)
  }
}
