/// What was read of a tool's report.
package struct ImportedCoverage: Sendable {
  package let report: CoverageReport

  /// Paths in it that mean no file of the project, sorted.
  package let unmatched: [String]
}
