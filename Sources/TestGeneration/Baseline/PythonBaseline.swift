internal import SourceText
internal import Verification

/// A Python project before anything is added: what its tests say and reach, and what runs when it is merely imported.
struct PythonBaseline: Sendable {
  let project: PythonProject

  /// Nil for a project without tests.
  let run: TestRun?

  /// All lines and branches of the selected files, and which of them an import runs.
  let imported: CoverageReport

  /// Tests that fail without us; they are left out of everything.
  var red: [TestResult] { run?.results.filter { $0.status != .passed && $0.status != .skipped } ?? [] }

  /// How many tests passed.
  var passed: Int { run?.results.count { $0.status == .passed } ?? 0 }

  /// What runs without us, as far as it is known.
  var covered: CoverageReport { run?.coverage ?? imported }

  /// - Parameter files: the selected source files.
  /// - Throws: `TestGenerationError` with code `.doesNotBuild`, or `.missingToolchain` without pytest or coverage.py;
  ///   `VerificationError`, `ProcessError`.
  static func measure(_ project: PythonProject, _ files: [RelativePath]) async throws -> PythonBaseline {
    let missing = [
      project.interpreter.hasPytest ? nil : "pytest", project.interpreter.hasCoverage ? nil : "coverage",
    ].compactMap { $0 }
    guard missing.isEmpty else {
      let path = project.interpreter.path
      throw TestGenerationError(
        .missingToolchain,
        "\(missing.joined(separator: " and ")) must be installed for \(path): "
          + "\(path) -m pip install \(missing.joined(separator: " "))")
    }
    let build = try await project.build()
    guard build.isSuccess else {
      throw TestGenerationError(
        .doesNotBuild, "the project does not compile as it is: \(build.fault ?? build.tail); mend that first")
    }
    let imported = try await project.importCoverage(of: files)
    let hasTests = project.layout.modules.flatMap(\.sources).contains(where: PythonProject.isTestFile)
    guard hasTests else { return PythonBaseline(project: project, run: nil, imported: imported) }
    let run = try await project.test(TestRequest(measuresCoverage: true, isBuilt: true))
    return PythonBaseline(project: project, run: run, imported: imported)
  }
}
