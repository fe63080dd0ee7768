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

  let written: RepetitionStage.Result
  let sources: [(path: RelativePath, text: String)]
  let engine: ValueEngine
  let harvest: ModuleHarvest

  func report() -> GenerationReport {
    let before = baseline.run?.coverage?.restricted(to: selection)
    let after = written.run?.coverage?.restricted(to: selection)
    var report = GenerationReport(
      project: package.layout.name, selection: selection.words,
      framework: placement.style.dialect == .xctest ? "XCTest" : "Swift Testing",
      sandbox: "\(package.area.sandboxLevel)",
      before: state(tests: baseline.passed, before ?? emptied(after), mutation?.before),
      after: state(tests: baseline.passed + written.earned.count, after ?? before, finalStatuses))
    report.red = baseline.red
    let names = placement.names(of: written.earned.map(\.test))
    report.tests = zip(written.earned, names).map { earned, name in
      GenerationReport.Test(
        name: name, subject: earned.test.subject, path: path(of: earned.test), body: earned.test.body,
        origin: earned.test.origin, earnedRegions: earned.earnedRegions, killed: earned.killed)
    }
    report.sources = sources.filter { selection.files[$0.path] != nil }.map { source in
      GenerationReport.Source(
        path: source.path, text: source.text,
        before: before?.files.first { $0.path == source.path }?.lines ?? [:],
        after: after?.files.first { $0.path == source.path }?.lines ?? [:])
    }
    if let mutation {
      let statuses = finalStatuses ?? [:]
      report.mutants = mutation.mutants.map { ($0, statuses[$0.id] ?? .ignored(reason: "it was not run")) }
      report.notes.append(
        "\(Int(mutation.density.rounded())) mutants for each 100 lines of code; scores of other densities do not compare"
      )
      report.notes += mutation.notes
    }
    report.notes += recorded.notes + written.notes
    report.unreachable = unreachable(after)
    report.files = files
    return report
  }

  /// What is killed by the tests that stayed, or was before.
  private var finalStatuses: [Int: MutantStatus]? {
    guard let mutation else { return nil }
    let killed = Set(written.earned.flatMap(\.killed))
    return mutation.after.reduce(into: [:]) { statuses, entry in
      if mutation.before[entry.key].map(Self.isNoticed) == true {
        statuses[entry.key] = mutation.before[entry.key]
      } else if Self.isNoticed(entry.value), !killed.contains(entry.key) {
        // A call notices it of which no test was made.
        statuses[entry.key] = .survived
      } else {
        statuses[entry.key] = entry.value
      }
    }
  }

  private static func isNoticed(_ status: MutantStatus) -> Bool {
    switch status {
    case .killed, .timedOut: true
    default: false
    }
  }

  private func state(
    tests: Int, _ coverage: CoverageReport?, _ statuses: [Int: MutantStatus]?
  ) -> GenerationReport.State {
    let none = CoverageReport(files: [])
    let score = statuses.map { statuses in
      MutationScore((mutation?.mutants ?? []).compactMap { statuses[$0.id] })
    }
    return GenerationReport.State(
      tests: tests, lines: (coverage ?? none).lines, regions: (coverage ?? none).regions,
      branches: (coverage ?? none).branches, mutation: score)
  }

  /// The same code with nothing run.
  private func emptied(_ coverage: CoverageReport?) -> CoverageReport? {
    guard let coverage else { return nil }
    return CoverageReport(
      files: coverage.files.map { file in
        CoverageReport.File(
          path: file.path, lines: file.lines.mapValues { _ in 0 },
          regions: file.regions.map {
            CoverageReport.Region(
              startLine: $0.startLine, startColumn: $0.startColumn, endLine: $0.endLine, endColumn: $0.endColumn,
              count: 0)
          }, branches: [])
      })
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
