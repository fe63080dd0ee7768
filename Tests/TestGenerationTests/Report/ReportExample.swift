import Mutation
import SourceText
import Verification

@testable import TestGeneration

/// Reports that are made up.
enum ReportExample {
  static func report(
    _ selection: String, lines: CoverageReport.Share = CoverageReport.Share(covered: 3, total: 4),
    mutation: MutationScore? = nil
  ) -> GenerationReport {
    let none = CoverageReport.Share(covered: 0, total: 0)
    let state = GenerationReport.State(tests: 1, lines: lines, regions: none, branches: none, mutation: mutation)
    return GenerationReport(
      project: "example", selection: selection, framework: "pytest", sandbox: "full", before: state, after: state)
  }
}
