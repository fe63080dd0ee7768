internal import SourceText
internal import Verification

/// A Swift package before anything is added: whether it builds, what its tests say, and what they reach.
struct SwiftBaseline: Sendable {
  let package: SwiftPackage

  /// Nil for a package without tests.
  let run: TestRun?

  /// Tests that fail without us; they are left out of everything.
  var red: [TestResult] { run?.results.filter { $0.status != .passed && $0.status != .skipped } ?? [] }

  /// How many tests passed.
  var passed: Int { run?.results.count { $0.status == .passed } ?? 0 }

  /// Builds and tests.
  ///
  /// - Throws: `TestGenerationError` with code `.doesNotBuild`; `VerificationError`, `ProcessError`.
  static func measure(_ package: SwiftPackage) async throws -> SwiftBaseline {
    let build = try await package.build()
    guard build.isSuccess else {
      throw TestGenerationError(
        .doesNotBuild, "the package does not build as it is: \(build.fault ?? build.tail); mend that first")
    }
    guard !package.layout.testModules.isEmpty else { return SwiftBaseline(package: package, run: nil) }
    let run = try await package.test(TestRequest(measuresCoverage: true, isBuilt: true))
    return SwiftBaseline(package: package, run: run)
  }
}

extension CoverageReport {
  /// The part about what was selected: its files, and of these its lines.
  func restricted(to selection: Selection) -> CoverageReport {
    CoverageReport(
      files: files.filter { selection.files[$0.path] != nil }.map { file in
        File(
          path: file.path, lines: file.lines.filter { selection.contains(file.path, line: $0.key) },
          regions: file.regions.filter { selection.contains(file.path, line: $0.startLine) },
          branches: file.branches.filter { selection.contains(file.path, line: $0.line) })
      })
  }
}
