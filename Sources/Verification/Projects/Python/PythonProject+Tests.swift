package import SourceText

extension PythonProject {
  package func test(_ request: TestRequest) async throws -> TestRun {
    let start = ContinuousClock.now
    guard
      !layout.testModules.isEmpty
        || layout.modules.contains(where: { $0.sources.contains(where: PythonLayout.isTestFile) })
    else {
      throw VerificationError(.noTests, "the Python project \(layout.name) has no tests; add a folder `tests` to it")
    }
    let folder = try makeFolder()
    defer { area.removeFolder(folder) }
    var session = try PythonTestSession(self, request, folder: folder)
    try await session.run()
    var coverage: CoverageReport?
    if request.measuresCoverage {
      do { coverage = try await session.coverage() } catch let error as VerificationError {
        session.tally.addNote("coverage could not be had: \(error)")
      }
    }
    return TestRun(
      results: session.tally.results, coverage: coverage, fault: session.tally.fault, notes: session.tally.notes,
      tail: session.tail, duration: start.duration(to: .now))
  }

  /// What merely importing files runs: of each line and branch that there is, whether it did.
  ///
  /// - Parameter files: source files of the project; what cannot be imported is in the report all the same, as not run.
  /// - Throws: `VerificationError` with code `.missingToolchain` without coverage.py, `.unreadableReport`; `ProcessError`.
  package func importCoverage(of files: [RelativePath]) async throws -> CoverageReport {
    let folder = try makeFolder()
    defer { area.removeFolder(folder) }
    let imports = imports
    let names = files.compactMap { imports.module(of: $0)?.name }
    let coverage = try PythonCoverage(self, folder: folder)
    let script = try RelativePath("\(folder)/imports.py")
    let text = """
      import importlib, sys
      for name in sys.argv[1:]:
          try:
              importlib.import_module(name)
          except BaseException as error:
              print(f"{name}: {type(error).__name__}: {error}")
      """
    try area.write(Array(text.utf8), to: script)
    _ = try await area.run(
      coverage.words + ["\(area.path)/\(script)"] + names, variables: Self.variables + [pythonPath()],
      deadline: .seconds(300))
    return try await coverage.report()
  }

  /// `PYTHONPATH` with the project's own folders.
  ///
  /// - Parameter folders: what is to be found before them.
  func pythonPath(after folders: [String] = []) -> String {
    "PYTHONPATH=" + (folders + importFolders).joined(separator: ":")
  }

  /// A new folder of the work area for what one run writes.
  private func makeFolder() throws -> RelativePath {
    let folder = try RelativePath(".fulcrum-run-\(UInt64.random(in: 0 ... .max))")
    try area.makeFolder(folder)
    return folder
  }
}
