internal import Processes
internal import SourceText

/// What coverage.py measures of one run.
struct PythonCoverage {
  /// Not the project's: those could leave files out, or write elsewhere.
  private static let settings = """
    [run]
    branch = True
    source = .
    parallel = True
    omit =
      .*/*
      venv/*
      */site-packages/*

    """

  private let project: PythonProject
  private let folder: RelativePath

  /// - Parameter folder: a folder of the work area for what the run writes.
  init(_ project: PythonProject, folder: RelativePath) throws {
    self.project = project
    self.folder = folder
    try project.area.write(Array(Self.settings.utf8), to: try RelativePath("\(folder)/coverage.ini"))
  }

  /// What stands before a program's words so that it is measured.
  var words: [String] { [project.interpreter.path, "-m", "coverage", "run"] + options }

  private var options: [String] { ["--rcfile=\(path("coverage.ini"))", "--data-file=\(path("measured"))"] }

  /// What ran of the project's own code, without its tests.
  ///
  /// - Throws: `VerificationError` with code `.missingToolchain` or `.unreadableReport`; `ProcessError`.
  func report() async throws -> CoverageReport {
    guard project.interpreter.hasCoverage else {
      throw VerificationError(
        .missingToolchain,
        "coverage.py is not installed for \(project.interpreter.path); `pip install coverage` does that")
    }
    for words in [["combine", "-q"] + options, ["json", "-q"] + options + ["-o", path("coverage.json")]] {
      let result = try await project.area.run(
        [project.interpreter.path, "-m", "coverage"] + words, variables: PythonProject.variables,
        deadline: .seconds(300))
      guard result.isSuccess else {
        throw VerificationError(
          .unreadableReport, "coverage.py \(result.summary): \(OutputTail.text(result).suffix(300))")
      }
    }
    let file = try RelativePath("\(folder)/coverage.json")
    guard let bytes = try project.area.content(of: file, limit: CoverageFormat.sizeLimit) else {
      throw VerificationError(.unreadableReport, "coverage.py left no report")
    }
    let report = try CoverageFormat.coveragePy.read(bytes, CoveragePaths(area: project.area.path)).report
    return report.restricted { file in
      project.layout.isMeasured(file) && !PythonLayout.isForeign(file) && !PythonLayout.isTestFile(file)
    }
  }

  private func path(_ name: String) -> String { "\(project.area.path)/\(folder)/\(name)" }
}
