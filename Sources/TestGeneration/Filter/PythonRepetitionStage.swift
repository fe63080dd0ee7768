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

  /// When no further run of the tests begins; nil for no such moment.
  ///
  /// What has not passed all runs then is not written.
  var end: ContinuousClock.Instant?

  /// - Parameters:
  ///   - earned: in the order in which they are to stand.
  ///   - red: tests that failed before.
  func run(
    _ earned: [EarningStage.Earned], besides red: [TestResult], watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    var result = Result(earned: earned)
    for _ in 0..<Self.roundLimit {
      try await write(&result)
      guard !result.earned.isEmpty else { return result }
      if try await isLate(&result) { return result }
      watch(GenerationProgress("\(result.earned.count) tests are run"))
      let run = try await project.reopened().test(
        limited(TestRequest(excluded: red.map(\.name), measuresCoverage: true, isShuffled: true, isBuilt: true)))
      result.run = run
      if let fault = run.fault, !run.results.contains(where: { isOurs($0.name) }) {
        if try await isLate(&result) { return result }
        throw TestGenerationError(.doesNotBuild, "the tests cannot be run with the new ones: \(fault)")
      }
      if result.drop(run, why: "when it is run") { continue }
      guard try await repeats(&result, watch: watch) else { continue }
      return result
    }
    // What is left has not passed as a whole, and the files still hold what was rejected last.
    result.giveUp("the tests did not come to rest after \(Self.roundLimit) rounds")
    try await write(&result)
    return result
  }

  /// Runs the new tests again under other circumstances.
  private func repeats(
    _ result: inout Result, watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> Bool {
    for (index, variables) in Self.circumstances.prefix(max(0, options.repetitions)).enumerated() {
      if try await isLate(&result) { return true }
      watch(GenerationProgress("the tests are run again", done: index, total: options.repetitions))
      let place = try (index % 2 == 0 ? elsewhere : project).reopened()
      let again = try await place.test(
        limited(
          TestRequest(
            names: result.files.keys.map(\.string).sorted(), isShuffled: true, isBuilt: true, variables: variables)))
      if result.drop(again, why: "under other circumstances (\(variables.joined(separator: " ")))") { return false }
    }
    return true
  }

  /// Takes all out when there is no time to see whether they hold.
  private func isLate(_ result: inout Result) async throws -> Bool {
    guard let end, ContinuousClock.now >= end else { return false }
    result.giveUp("the time was up before the tests had passed all runs")
    try await write(&result)
    return true
  }

  /// The same run, which does not go beyond the end.
  private func limited(_ request: TestRequest) -> TestRequest {
    guard let end else { return request }
    var request = request
    request.deadline = min(request.deadline, max(.seconds(5), ContinuousClock.now.duration(to: end)))
    return request
  }

  /// Brings the files to what is left.
  private func write(_ result: inout Result) async throws {
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
        of: part, single: Set(part.indices.filter { result.single.contains(part[$0]) }))
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
          PythonTestFile.Function(
            name: function.name, lines: function.lines, tests: function.tests.map { own[$0] },
            isMethod: function.isMethod)
        )
      }
    }
  }

  private func isOurs(_ name: String) -> Bool { placements.contains { name.hasPrefix($0.path.string + "::") } }
}
