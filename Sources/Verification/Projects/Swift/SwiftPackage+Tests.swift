internal import Processes
internal import SourceText

extension SwiftPackage {
  package func test(_ request: TestRequest) async throws -> TestRun {
    let start = ContinuousClock.now
    guard !layout.testModules.isEmpty else {
      throw VerificationError(
        .noTests, "the Swift package \(layout.name) has no test target; add a .testTarget to Package.swift")
    }
    if !request.isBuilt {
      let built = try await build()
      if let fault = built.fault {
        return TestRun(results: [], coverage: nil, fault: fault, tail: built.tail, duration: start.duration(to: .now))
      }
    }
    let folder = try RelativePath("\(Self.buildFolder)/fulcrum-run-\(UInt64.random(in: 0 ... .max))")
    try area.makeFolder(folder)
    defer { area.removeFolder(folder) }
    var session = SwiftTestSession(self, request, folder: folder)
    try await session.run()
    var coverage: CoverageReport?
    if request.measuresCoverage {
      do { coverage = try await SwiftCoverage(of: self, profiles: folder).report() } catch let error
        as VerificationError
      { session.tally.addNote("coverage could not be had: \(error)") }
    }
    return TestRun(
      results: session.tally.results, coverage: coverage, fault: session.tally.fault, notes: session.tally.notes,
      tail: session.tail, duration: start.duration(to: .now))
  }

  /// The tests that the package has, as they are built, sorted by name.
  ///
  /// - Throws: `VerificationError`, `ProcessError` when they could not be asked for.
  package func tests() async throws -> [String] {
    let request = TestRequest(deadline: .seconds(60))
    let session = SwiftTestSession(self, request, folder: try RelativePath(Self.buildFolder))
    return (try await session.list(.xctest) + session.list(.swiftTesting)).sorted()
  }
}
