internal import SourceText
internal import Verification

/// Writes tests into a Python project and keeps those that pass and go on passing: in other processes, in random order, with
/// other hash seeds, time zones and languages, and in another folder.
struct PythonRepetitionStage: Sendable {
  /// How often the file is written anew.
  static let roundLimit = 8

  static let circumstances = [
    ["TZ=Asia/Kathmandu", "LANG=tr_TR.UTF-8", "PYTHONHASHSEED=1"],
    ["TZ=America/St_Johns", "LANG=C", "PYTHONHASHSEED=2718"],
    ["TZ=Pacific/Chatham", "LANG=de_DE.UTF-8", "PYTHONHASHSEED=random"],
  ]

  let project: PythonProject

  /// The same project in another folder.
  let elsewhere: PythonProject
  let placements: [PythonTestPlacement]
  let options: GenerationOptions

  struct Result: Sendable {
    var earned: [EarningStage.Earned]
    var rejections: [GenerationReport.Rejection] = []

    /// The files as they are now, by path.
    var files: [RelativePath: String] = [:]

    /// The functions of the files.
    var functions: [(path: RelativePath, function: PythonTestFile.Function)] = []

    /// All tests of the project with the new ones, with coverage.
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
    // Tests that do not stand in a table, since one of its lines failed.
    var single: Set<GeneratedTest> = []
    for _ in 0..<Self.roundLimit {
      try await write(&result, single: single)
      guard !result.earned.isEmpty else { return result }
      watch(GenerationProgress("\(result.earned.count) tests are run"))
      let run = try await project.reopened().test(
        TestRequest(excluded: red.map(\.name), measuresCoverage: true, isShuffled: true, isBuilt: true))
      result.run = run
      if let fault = run.fault, !run.results.contains(where: { isOurs($0.name) }) {
        throw TestGenerationError(.doesNotBuild, "the tests cannot be run with the new ones: \(fault)")
      }
      if drop(run, from: &result, &single, why: "fails when it is run") { continue }
      guard try await repeats(&result, &single, watch: watch) else { continue }
      return result
    }
    result.notes.append("the tests did not come to rest after \(Self.roundLimit) rounds")
    return result
  }

  /// Runs the new tests again under other circumstances.
  private func repeats(
    _ result: inout Result, _ single: inout Set<GeneratedTest>, watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Bool {
    for (index, variables) in Self.circumstances.prefix(max(0, options.repetitions)).enumerated() {
      watch(GenerationProgress("the tests are run again", done: index, total: options.repetitions))
      let place = try (index % 2 == 0 ? elsewhere : project).reopened()
      let again = try await place.test(
        TestRequest(
          names: result.files.keys.map(\.string).sorted(), isShuffled: true, isBuilt: true, variables: variables))
      let why = "fails under other circumstances (\(variables.joined(separator: " ")))"
      if drop(again, from: &result, &single, why: why) { return false }
    }
    return true
  }

  /// Brings the files to what is left.
  private func write(_ result: inout Result, single: Set<GeneratedTest>) async throws {
    let tests = result.earned.map(\.test)
    result.functions = []
    result.files = [:]
    for placement in placements {
      let own = tests.indices.filter { index in
        PythonTestPlacement.home(of: tests[index], among: placements.map(\.module)) == placement.module
      }
      guard !own.isEmpty else {
        try project.area.removeFile(placement.path)
        try elsewhere.area.removeFile(placement.path)
        continue
      }
      let part = own.map { tests[$0] }
      let functions = PythonTestFile.functions(
        of: part, single: Set(part.indices.filter { single.contains(part[$0]) }))
      let text = PythonTestFile(module: placement.module).text(functions, of: part)
      try project.area.write(Array(text.utf8), to: placement.path)
      if let note = try await PythonFormatter(project: project).format(placement.path), !result.notes.contains(note) {
        result.notes.append(note)
      }
      let bytes = try project.area.content(of: placement.path, limit: 16 << 20) ?? []
      try elsewhere.area.write(bytes, to: placement.path)
      result.files[placement.path] = String(decoding: bytes, as: UTF8.self)
      result.functions += functions.map { function in
        (
          placement.path,
          PythonTestFile.Function(name: function.name, lines: function.lines, tests: function.tests.map { own[$0] })
        )
      }
    }
  }

  private func isOurs(_ name: String) -> Bool { placements.contains { name.hasPrefix($0.path.string + "::") } }

  /// Takes out what failed; of a table first all lines become tests of their own.
  private func drop(
    _ run: TestRun, from result: inout Result, _ single: inout Set<GeneratedTest>, why: String
  ) -> Bool {
    var faulty: [Int: String] = [:]
    var isChanged = false
    for test in run.results where test.status != .passed && test.status != .skipped {
      let name = test.name.prefix { $0 != "[" }
      guard let function = result.functions.first(where: { "\($0.path)::\($0.function.name)" == name })?.function else {
        continue
      }
      isChanged = true
      if function.tests.count > 1 {
        single.formUnion(function.tests.map { result.earned[$0].test })
      } else if let index = function.tests.first {
        faulty[index] = test.message
      }
    }
    let all = result.earned
    result.earned = []
    for (index, earned) in all.enumerated() {
      if let message = faulty[index] {
        let last = message.split(whereSeparator: \.isNewline).last { $0.hasPrefix("E ") } ?? ""
        result.rejections.append(
          GenerationReport.Rejection(
            subject: earned.test.subject, text: earned.test.body.joined(separator: "; "),
            reason: last.isEmpty ? why : "\(why): \(last.dropFirst(2).prefix(200))"))
      } else {
        result.earned.append(earned)
      }
    }
    return isChanged
  }
}
