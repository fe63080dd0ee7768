internal import Mutation
internal import SourceText
internal import Verification

/// Puts together what the stages have found out of a Python project.
struct PythonReportAssembly {
  let selection: Selection
  let project: PythonProject
  let baseline: PythonBaseline
  let recorded: RecordingStage.Result

  /// Nil when no mutants were made.
  let mutation: MutationStage.Result?

  let written: PythonRepetitionStage.Result

  func report(_ sources: [(path: RelativePath, text: String)]) -> GenerationReport {
    let universe = baseline.imported.restricted(to: selection)
    let before = baseline.run?.coverage?.restricted(to: selection) ?? universe.emptied
    let after = written.files.isEmpty ? before : written.run?.coverage?.restricted(to: selection) ?? before
    var report = GenerationReport(
      project: project.layout.name, selection: selection.words, framework: "pytest",
      sandbox: "\(project.area.sandboxLevel)",
      before: GenerationReport.State(tests: baseline.passed, before, mutation, statuses: mutation?.before),
      after: GenerationReport.State(
        tests: baseline.passed + written.earned.count, after, mutation, statuses: mutation?.after))
    report.red = baseline.red
    report.tests = written.functions.flatMap { entry in
      entry.function.tests.map { index in
        let earned = written.earned[index]
        return GenerationReport.Test(
          name: entry.function.name, subject: earned.test.subject, path: entry.path, body: earned.test.body,
          origin: earned.test.origin, earnedRegions: earned.earnedRegions,
          killed: earned.killed.filter { mutation?.after[$0].map(MutationStage.Result.isNoticed) == true })
      }
    }
    report.sources = sources.map { GenerationReport.Source(path: $0.path, text: $0.text, before, after) }
    if let mutation {
      report.mutants = mutation.mutants.map {
        ($0, mutation.after[$0.id] ?? .ignored(reason: "it was not run"))
      }
      report.notes.append(
        "\(Int(mutation.density.rounded())) mutants for each 100 lines of code; scores of other densities do not compare"
      )
      report.notes += mutation.notes
    }
    report.notes +=
      recorded.notes + written.notes + (baseline.run?.fault.map { ["the project's own tests: \($0)"] } ?? [])
    report.uncovered = UncoveredTargets.ranked(in: after, sources: sources)
    report.files = written.files.map { GenerationReport.WrittenFile(path: $0, before: nil, after: $1) }
      .sorted { $0.path < $1.path }
    return report
  }
}
