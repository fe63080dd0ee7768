internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource
internal import Verification

/// Puts together what the stages have found out.
struct ReportAssembly {
  let selection: Selection
  let package: SwiftPackage
  let placement: TestPlacement
  let baseline: SwiftBaseline
  let recorded: RecordingStage.Result

  /// Nil when no mutants were made.
  let mutation: MutationStage.Result?

  /// What the written tests themselves noticed; nil when they met no mutants.
  let confirmation: ConfirmationStage.Result?

  let written: RepetitionStage.Result
  let sources: [(path: RelativePath, text: String)]
  let harvest: ModuleHarvest

  func report() -> GenerationReport {
    let before = baseline.run?.coverage?.restricted(to: selection)
    let after = written.run?.coverage?.restricted(to: selection)
    var report = GenerationReport(
      project: package.layout.name, selection: selection.words,
      framework: placement.style.dialect == .xctest ? "XCTest" : "Swift Testing",
      sandbox: "\(package.area.sandboxLevel)",
      before: GenerationReport.State(
        tests: baseline.passed, before ?? after?.emptied, mutation, statuses: mutation?.before),
      after: GenerationReport.State(
        tests: baseline.passed + written.earned.count, after ?? before, mutation, statuses: confirmation?.statuses))
    report.red = baseline.red
    let names = placement.names(of: written.earned.map(\.test))
    report.tests = zip(written.earned, names).map { earned, name in
      GenerationReport.Test(
        name: name, subject: earned.test.subject, path: path(of: earned.test), body: earned.test.body,
        origin: earned.test.origin, earnedRegions: earned.earnedRegions,
        // What a call noticed says nothing of the test.
        killed: confirmation == nil ? [] : earned.killed)
    }
    report.sources = sources.filter { selection.files[$0.path] != nil }
      .map { GenerationReport.Source(path: $0.path, text: $0.text, before, after) }
    if let mutation {
      report.recordedMutation = MutationScore(mutation.mutants.compactMap { mutation.after[$0.id] })
      let statuses = confirmation?.statuses ?? mutation.met([:]).after
      report.mutants = mutation.mutants.map { ($0, statuses[$0.id] ?? .ignored(reason: "it was not run")) }
      report.notes.append(
        "\(Int(mutation.density.rounded())) mutants for each 100 lines of code; scores of other densities do not compare"
      )
      report.notes += mutation.notes
      report.notes += confirmation?.notes ?? []
    }
    report.notes += recorded.notes + written.notes
    report.unreachable = unreachable(after)
    report.files = files
    return report
  }

  private func path(of test: GeneratedTest) -> RelativePath {
    let suite = TestPlacement.suite(for: test.group)
    let paths = written.files.keys.sorted()
    return paths.first { $0.string.hasSuffix("/\(suite).swift") }
      ?? paths.first { written.files[$0]?.contains(suite) == true } ?? placement.folder
  }

  private var files: [GenerationReport.WrittenFile] {
    guard !written.earned.isEmpty else { return [] }
    var files = written.files.map { path, text in
      GenerationReport.WrittenFile(path: path, before: placement.files[path], after: text)
    }
    files += placement.manifests.map {
      GenerationReport.WrittenFile(path: $0.path, before: $0.before, after: $0.after)
    }
    return files.sorted { $0.path < $1.path }
  }

  /// Lines that do not run, of which the source itself says why.
  private func unreachable(_ after: CoverageReport?) -> [GenerationReport.Unreachable] {
    guard let after else { return [] }
    return after.files.flatMap { file in
      let places = harvest.files.first { $0.path == file.path.string }?.uncoverable ?? []
      return places.filter { place in place.lines.contains { file.lines[$0] == 0 } }.map { place in
        GenerationReport.Unreachable(
          path: file.path, lines: LineRange(place.lines.lowerBound, place.lines.upperBound),
          reason: place.reason == .trap ? "the process ends there: \(place.text)" : "not compiled here: \(place.text)")
      }
    }
  }
}
