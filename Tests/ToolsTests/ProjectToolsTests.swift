import AgentKernel
import Foundation
import JSON
import Models
import SourceText
import Synchronization
import Testing
import Tools
import Verification

/// `run_tests` and `coverage`: what a model reads of runs, and what it may say.
struct ProjectToolsTests {
  private static let run = TestRun(
    results: [
      TestResult(name: "M.S/good()", status: .passed), TestResult(name: "M.S/later()", status: .skipped),
      TestResult(name: "M.S/wrong()", status: .failed, message: "a.swift:3: 1 is not 2 \u{1B}[31m"),
      TestResult(name: "M.dead()", status: .crashed, message: String(repeating: "x", count: 1_000)),
    ], coverage: nil, fault: "it hung", notes: ["there is no test M.gone()"], tail: "tail", duration: .seconds(1))

  private func area(_ run: @escaping RunTestsTool.Run) async throws -> WorkArea {
    try await WorkArea(["a.txt": "a\n"]) { folder in
      [RunTestsTool(folder, run: run), CoverageTool(folder, run: run)]
    }
  }

  @Test func `failures come first, with what they say, and nothing drives a terminal`() async throws {
    let area = try await area { _ in Self.run }
    let result = await area.call("run_tests", [:])
    #expect(
      result.text.hasPrefix(
        """
        tests: 1 passed, 1 failed, 1 crashed, 1 skipped
        the run is not whole: it hung
        note: there is no test M.gone()

        M.S/wrong() failed
        a.swift:3: 1 is not 2 \\x1b[31m

        M.dead() crashed
        xxx
        """), "\(result.text)")
    #expect(result.text.hasSuffix("xxx ...\n\nM.S/later() skipped\nM.S/good() passed\n"), "\(result.text)")
  }

  @Test func `the names that a model asks for arrive, and files that tests change are told`() async throws {
    let area = try await area { request in
      #expect(request.names == ["M.S", "-x; rm"] && !request.measuresCoverage)
      return TestRun(results: [], coverage: nil, fault: nil, tail: "", duration: .zero)
    }
    #expect(await area.call("run_tests", ["tests": ["M.S", "-x; rm"]]).text == "no test ran\n")
    let place = Mutex("")
    let meddling = try await self.area { _ in
      try Data("b\n".utf8).write(to: URL(filePath: place.withLock { $0 } + "/b.txt"))
      return TestRun(results: [], coverage: nil, fault: nil, tail: "", duration: .zero)
    }
    place.withLock { $0 = meddling.path }
    #expect(await meddling.call("run_tests", [:]).text.contains("it changed files") == true)
  }

  @Test func `a project without tests is an error that the model can read`() async throws {
    let area = try await area { _ in throw VerificationError(.noTests, "the package has no test target") }
    for tool in ["run_tests", "coverage"] {
      let result = await area.call(tool, [:])
      #expect(result.isError && result.text.contains("the package has no test target"))
    }
  }

  @Test func `what did not run is told by file, the least covered first`() async throws {
    let files = [
      CoverageReport.File(path: try RelativePath("src/a.py"), lines: [1: 1, 2: 0, 3: 0, 5: 0, 9: 2]),
      CoverageReport.File(
        path: try RelativePath("src/b.py"), lines: [1: 1],
        branches: [.init(line: 1, name: "to line 4", isTaken: false), .init(line: 1, name: "exit", isTaken: true)]),
      CoverageReport.File(path: try RelativePath("lib/c.py"), lines: [1: 0]),
    ]
    let area = try await area { request in
      #expect(request.measuresCoverage)
      return TestRun(
        results: [TestResult(name: "t", status: .passed)], coverage: CoverageReport(files: files), fault: nil, tail: "",
        duration: .zero)
    }
    #expect(
      await area.call("coverage", ["paths": ["src"]]).text == """
        tests: 1 passed
        lines: 3 of 6 (50 %), branches: 1 of 2 (50 %)
        src/a.py: 2 of 5 (40 %); not run: 2-3, 5
        src/b.py: 1 of 1 (100 %)
          branches not taken from lines that ran: 1 (to line 4)

        """)
    #expect(await area.call("coverage", ["paths": ["sr"]]).text.contains("none of these files was measured"))
    #expect(await area.call("coverage", ["paths": ["../x"]]).isError)
    #expect(await area.call("coverage", [:]).text.contains("lib/c.py: 0 of 1 (0 %); not run: 1\n"))
  }
}
