internal import Git
internal import SourceText
internal import Verification

extension GateRunner {
  /// How often failed tests are tried again by themselves.
  private static let runsAlone = 2

  /// How often tests that failed and then passed are run without the change.
  static let runsBefore = 3

  /// A test that failed with a change and passed with it too.
  struct UnsteadyTest {
    let name: String

    /// Whether it was seen to fail without the change.
    let isFlaky: Bool
  }

  /// Those of some failed tests that do not fail each time, if all are such.
  ///
  /// By themselves, which is cheap, they are tried first: one that fails there each time is the change's fault, and the others
  /// do not matter any more. What passes there is tried among the tests that it failed among, since a test that fails only
  /// after others fails all the same; and then without the change. Only what fails there too is flaky. Each run begins with
  /// the files of the change and without new ones, since a test may write down what it expects the next time.
  ///
  /// - Parameters:
  ///   - request: the tests that they failed among.
  ///   - moment: when that run began.
  /// - Returns: nothing when a test fails each time.
  func unsteadyTests(
    among names: [String], of request: TestRequest, _ project: any ProjectAdapter, since moment: FileStamps.Moment
  ) async throws -> [UnsteadyTest] {
    guard let tree else { return [] }
    var failing = Set(names)
    for _ in 0..<Self.runsAlone where !failing.isEmpty {
      var alone = request
      (alone.names, alone.excluded) = (failing.sorted(), [])
      failing.subtract(passed(in: try await again(alone, project, tree, since: moment)))
    }
    guard failing.isEmpty else { return [] }
    let together = try await again(request, project, tree, since: moment)
    guard together.fault == nil, passed(in: together).isSuperset(of: names) else { return [] }
    let before = try await failures(of: request, project, tree, since: moment)
    return names.map { UnsteadyTest(name: $0, isFlaky: before.contains($0)) }
  }

  /// The tests that fail in one of some runs without the change, which is in place again at the end.
  private func failures(
    of request: TestRequest, _ project: any ProjectAdapter, _ tree: JudgedTree, since moment: FileStamps.Moment
  ) async throws -> Set<String> {
    try await tree.show([])
    var failed: Set<String> = []
    if try await build(project, tree) {
      for _ in 0..<Self.runsBefore {
        let run = try await again(request, project, tree, since: moment)
        failed.formUnion(run.results.filter { $0.status != .passed && $0.status != .skipped }.map(\.name))
      }
    }
    try await tree.show(judged)
    _ = try await build(project, tree)
    return failed
  }

  private func again(
    _ request: TestRequest, _ project: any ProjectAdapter, _ tree: JudgedTree, since moment: FileStamps.Moment
  ) async throws -> TestRun {
    try Task.checkCancellation()
    try await tree.removeFiles(newerThan: moment)
    let run = try await project.test(request)
    _ = try await tree.restore()
    return run
  }

  private func build(_ project: any ProjectAdapter, _ tree: JudgedTree) async throws -> Bool {
    let result = try await project.build()
    _ = try await tree.restore()
    return result.fault == nil
  }

  private func passed(in run: TestRun) -> Set<String> {
    Set(run.results.filter { $0.status == .passed }.map(\.name))
  }
}
