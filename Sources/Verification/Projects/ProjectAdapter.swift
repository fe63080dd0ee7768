/// What knows how to build, test and measure one kind of project, in a work area that it is given.
///
/// `SwiftPackage`, `PythonProject` and `ConfiguredProject` are those there are.
package protocol ProjectAdapter: Sendable {
  /// Where it works.
  var area: WorkArea { get }

  /// What was found: kind, modules, test framework.
  var layout: ProjectLayout { get }

  /// Builds the project with its tests.
  ///
  /// - Throws: `VerificationError`, `ProcessError` when nothing could be run; a build that fails is a result.
  func build() async throws -> BuildResult

  /// Runs tests.
  ///
  /// - Throws: as `build()`; tests that fail, crash or hang are results.
  func test(_ request: TestRequest) async throws -> TestRun
}
