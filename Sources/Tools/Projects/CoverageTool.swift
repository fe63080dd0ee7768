package import AgentKernel
internal import Editing
package import JSON
internal import Processes
internal import SourceText
package import Verification

/// Runs the project's tests and says which code they did not reach.
package struct CoverageTool: Tool {
  package struct Input: Decodable, Sendable {
    var paths: [String]?
    var tests: [String]?
  }

  package let name = "coverage"

  package let description = """
    Runs the project's tests, without network, and says how much of its code ran and which lines did not: of all files, or of \
    those below `paths`. `tests` names the tests to run, all without it.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "paths": [
        "type": "array", "maxItems": .integer(Int64(CommandArguments.countLimit)),
        "items": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(CommandArguments.sizeLimit))],
      ],
      "tests": [
        "type": "array", "maxItems": .integer(Int64(CommandArguments.countLimit)),
        "items": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(CommandArguments.sizeLimit))],
      ],
    ],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles
  private let runTests: RunTestsTool.Run

  /// - Parameters:
  ///   - files: the work area, which tests may change.
  ///   - run: runs tests there, confined.
  package init(_ files: any WorkFiles, run: @escaping RunTestsTool.Run) {
    self.files = files
    runTests = run
  }

  /// The tool for a project.
  package init(_ files: any WorkFiles, _ project: any ProjectAdapter) {
    self.init(files) { try await project.test($0) }
  }

  package func risk(of input: Input) -> Risk { .moderate }

  package func subject(of input: Input) -> CallSubject {
    CallSubject(running: [name] + (input.paths ?? []) + (input.tests ?? []))
  }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything, writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let paths = try (input.paths ?? []).map { text in
      do {
        return try RelativePath(text)
      } catch {
        throw ToolError("\(error)")
      }
    }
    do {
      let request = TestRequest(names: input.tests ?? [], measuresCoverage: true)
      let (run, changed) = try await files.watching { try await runTests(request) }
      return CoverageText(run, of: paths, changed: changed.map(\.string)).toolOutput
    } catch let error as VerificationError {
      throw ToolError("\(error)")
    } catch let error as ProcessError {
      throw ToolError("\(error)")
    }
  }
}
