internal import JSON
internal import Mutation
internal import SourceText

/// The mutants of a run in Stryker's form, which viewers of mutation tests read.
package enum StrykerGenerationReport {
  /// - Parameter reports: what the run did, one for each module.
  /// - Returns: one document with a line feed; nil when no mutants were made.
  package static func text(of reports: [GenerationReport]) -> String? {
    var mutants: [Mutant] = []
    var statuses: [Int: MutantStatus] = [:]
    var sources: [RelativePath: String] = [:]
    for report in reports {
      for source in report.sources { sources[source.path] = source.text }
      for (mutant, status) in report.mutants {
        // Each module counts from 1.
        let numbered = mutant.numbered(mutants.count + 1)
        mutants.append(numbered)
        statuses[numbered.id] = status
      }
    }
    guard !mutants.isEmpty else { return nil }
    let isPython = reports.allSatisfy { $0.framework == "pytest" }
    let json = StrykerReport.json(
      MutationResults(mutants: mutants, statuses: statuses), sources: sources, language: isPython ? "python" : "swift")
    return json.serialized(.indented) + "\n"
  }
}
