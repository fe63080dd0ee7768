package import AgentKernel
internal import Editing
package import JSON
internal import Processes
internal import SourceText
package import Verification

/// Runs the project's tests in the sandbox, all or some of them by their names.
package struct RunTestsTool: Tool {
  package struct Input: Decodable, Sendable {
    var tests: [String]?
  }

  /// Runs tests.
  package typealias Run = @Sendable (TestRequest) async throws -> TestRun

  package let name = "run_tests"

  package let description = """
    Builds the project and runs its tests, without network: all, or those that `tests` names, by their own names or those of \
    suites, files and modules, as this tool shows them.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "tests": [
        "type": "array", "maxItems": .integer(Int64(CommandArguments.countLimit)),
        "items": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(CommandArguments.sizeLimit))],
      ]
    ],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles
  private let runTests: Run

  /// - Parameters:
  ///   - files: the work area, which tests may change.
  ///   - run: runs tests there, confined.
  package init(_ files: any WorkFiles, run: @escaping Run) {
    self.files = files
    runTests = run
  }

  /// The tool for a project.
  package init(_ files: any WorkFiles, _ project: any ProjectAdapter) {
    self.init(files) { try await project.test($0) }
  }

  package func risk(of input: Input) -> Risk { .moderate }

  package func subject(of input: Input) -> CallSubject { CallSubject(running: [name] + (input.tests ?? [])) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything, writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    do {
      let request = TestRequest(names: input.tests ?? [])
      let (run, changed) = try await files.watching { try await runTests(request) }
      return TestReport(run, changed: changed.map(\.string)).toolOutput
    } catch let error as VerificationError {
      throw ToolError("\(error)")
    } catch let error as ProcessError {
      throw ToolError("\(error)")
    }
  }
}
