internal import Mutation
internal import SourceText
internal import Verification

extension GenerationReport.State {
  /// - Parameters:
  ///   - coverage: of what was selected; nil when nothing is known of it.
  ///   - mutation: nil when no mutants were made.
  ///   - statuses: what became of the mutants, at this moment.
  init(
    tests: Int, _ coverage: CoverageReport?, _ mutation: MutationStage.Result?, statuses: [Int: MutantStatus]?
  ) {
    let known = coverage ?? CoverageReport(files: [])
    self.init(
      tests: tests, lines: known.lines, regions: known.regions, branches: known.branches,
      mutation: statuses.map { statuses in
        MutationScore((mutation?.mutants ?? []).map { statuses[$0.id] ?? .ignored(reason: "it was not run") })
      })
  }
}

extension GenerationReport.Source {
  /// A file with what ran in it, as two reports have it.
  init(path: RelativePath, text: String, _ before: CoverageReport?, _ after: CoverageReport?) {
    self.init(
      path: path, text: text, before: before?.files.first { $0.path == path }?.lines ?? [:],
      after: after?.files.first { $0.path == path }?.lines ?? [:])
  }
}

extension CoverageReport {
  /// The same code with nothing run.
  var emptied: CoverageReport {
    CoverageReport(
      files: files.map { file in
        File(
          path: file.path, lines: file.lines.mapValues { _ in 0 },
          regions: file.regions.map {
            Region(
              startLine: $0.startLine, startColumn: $0.startColumn, endLine: $0.endLine, endColumn: $0.endColumn,
              count: 0)
          }, branches: file.branches.map { Branch(line: $0.line, name: $0.name, isTaken: false) })
      })
  }
}

extension MutationStage.Result {
  /// What is killed by the tests that stayed, or was before.
  ///
  /// - Parameter killed: the mutants that those tests are known to notice.
  func final(killed: Set<Int>) -> [Int: MutantStatus] {
    after.reduce(into: [:]) { statuses, entry in
      if before[entry.key].map(Self.isNoticed) == true {
        statuses[entry.key] = before[entry.key]
      } else if Self.isNoticed(entry.value), !killed.contains(entry.key) {
        // A call notices it of which no test was made.
        statuses[entry.key] = .survived
      } else {
        statuses[entry.key] = entry.value
      }
    }
  }

  /// The same with what the tests that stayed are known to notice.
  func kept(killed: Set<Int>) -> Self {
    var result = self
    result.after = final(killed: killed)
    return result
  }

  /// What the tests that stand now make of the mutants, where these met them.
  ///
  /// What recorded calls alone noticed is not known of the tests; what the tests that were there notice stands.
  ///
  /// - Parameter found: by the mutants' numbers; none for a mutant that they did not meet.
  func met(_ found: [Int: MutantStatus]) -> Self {
    var result = self
    for (id, status) in after {
      switch found[id] {
      case nil, .ignored?:
        if before[id].map(Self.isNoticed) == true {
          result.after[id] = before[id]
        } else if Self.isNoticed(status) {
          result.after[id] = .ignored(reason: "the written tests did not meet it")
        }
      case let found?: result.after[id] = found
      }
    }
    return result
  }

  /// No recorded call reaches a mutant: what the tests that were there said of it stands, since they may reach it.
  mutating func keep(_ id: Int) { after[id] = before[id] ?? .notCovered }

  static func isNoticed(_ status: MutantStatus) -> Bool {
    switch status {
    case .killed, .timedOut: true
    default: false
    }
  }
}
