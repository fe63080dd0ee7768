internal import Characterization
internal import Mutation

/// The mutants that nothing has noticed yet, and the copy of the module in which calls meet them.
struct LivingMutants: Sendable {
  let lab: Lab
  let build: MutationBuild
  let regions: RegionTable

  /// When no further call is made; nil for no such moment.
  let end: ContinuousClock.Instant?

  /// What became of each mutant, by its number.
  private(set) var statuses: [Int: MutantStatus]

  /// - Parameters:
  ///   - lab: a copy with all mutants in it, as `MutationStage.trial` leaves it.
  ///   - build: the mutants that compile.
  ///   - statuses: what became of each until now.
  ///   - end: when no further call is made; nil for no such moment.
  init(
    lab: Lab, build: MutationBuild, regions: RegionTable, statuses: [Int: MutantStatus],
    until end: ContinuousClock.Instant?
  ) {
    self.end = end
    self.lab = lab
    self.build = build
    self.regions = regions
    self.statuses = statuses
  }

  /// In the order of their numbers.
  var mutants: [Mutant] {
    build.runnable.filter { mutant in
      switch statuses[mutant.id] {
      case .survived, .notCovered: true
      default: false
      }
    }
  }

  /// Makes new calls with the living mutants, and with no others.
  ///
  /// - Returns: the mutants that each notices, by the recording's index.
  /// - Throws: as `MutantTrial.run`.
  mutating func meet(_ recordings: [Recording]) async throws -> [Int: Set<Int>] {
    let open = mutants
    guard !open.isEmpty, !recordings.isEmpty else { return [:] }
    let run = try await MutantTrial(lab: lab).run(
      open.map { TrialMutant(id: $0.id, path: $0.path, line: $0.startLine, column: $0.startColumn) },
      against: recordings, regions: regions, until: end)
    var kills: [Int: Set<Int>] = [:]
    for (id, verdict) in run.verdicts {
      switch verdict {
      case .killed(let index):
        kills[index, default: []].insert(id)
        statuses[id] = .killed(by: [recordings[index].candidate.subject])
      case .timedOut(let index):
        kills[index, default: []].insert(id)
        statuses[id] = .timedOut
      case .survived: statuses[id] = .survived
      case .notReached: break
      }
    }
    return kills
  }
}
