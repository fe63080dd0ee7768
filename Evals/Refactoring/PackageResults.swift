/// What came of all runs on one package.
struct PackageResults {
  let name: String

  /// By run, in the order of the plan; without those that were not carried out.
  let runs: [(run: PlannedRun, verdict: RunVerdict)]

  let missing: Int

  /// Commits that were built and tested again.
  let commits: [String: CommitCheck.Outcome]

  /// Whether planted edits are what they are called, by those that were tried.
  let plants: [String: Bool]

  init(of package: EvaluatedPackage, runs: [PlannedRun], in place: EvaluationPlace, plants: [Plant]) throws {
    name = package.name
    var found: [(run: PlannedRun, verdict: RunVerdict)] = []
    for run in runs {
      if let verdict = RunAttempt(run, in: place).verdict { found.append((run: run, verdict: verdict)) }
    }
    self.runs = found
    missing = runs.count - found.count
    let check = CommitCheck(in: place, seed: 0)
    let outcomes = check.outcomes()
    let made = Set(found.flatMap(\.verdict.commits) + [place.base])
    commits = outcomes.filter { made.contains($0.key) }
    // Others are of an earlier table.
    let current = Set(plants.map(\.id))
    self.plants = PlantCheck(in: place).known().filter { current.contains($0.key) }
  }

  /// Commits that were looked at and are not green.
  var red: [String] { commits.filter { !$0.value.passes }.keys.sorted() }
}
