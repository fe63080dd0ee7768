internal import Characterization
internal import Mutation

/// The mutants of Python code that nothing has noticed yet, and the copy in which calls meet them.
struct PythonLivingMutants: Sendable {
  let lab: PythonLab
  let regions: RegionTable

  /// All mutants, with what turns each of them on.
  let targets: [PythonMutantTrial.Target]

  /// When no further call is made; nil for no such moment.
  let end: ContinuousClock.Instant?

  private let all: [Mutant]

  /// What became of each, by its number.
  private(set) var statuses: [Int: MutantStatus]

  /// - Parameters:
  ///   - lab: the copy in which mutmut has worked.
  ///   - targets: those that can be turned on.
  ///   - result: all mutants, with what became of each until now.
  ///   - regions: what the recordings' vectors mean.
  ///   - end: when no further call is made; nil for no such moment.
  init(
    lab: PythonLab, targets: [PythonMutantTrial.Target], _ result: MutationStage.Result, regions: RegionTable,
    until end: ContinuousClock.Instant?
  ) {
    self.end = end
    self.lab = lab
    self.targets = targets
    self.regions = regions
    all = result.mutants
    statuses = result.after
  }

  /// Those that live, in the order of their numbers.
  var mutants: [Mutant] { all.filter { isLiving($0.id) } }

  private func isLiving(_ id: Int) -> Bool {
    switch statuses[id] {
    case .survived, .notCovered: true
    default: false
    }
  }

  /// Makes new calls with the living mutants, and with no others.
  ///
  /// - Returns: the mutants that each notices, by the recording's index.
  /// - Throws: as `PythonMutantTrial.run`.
  mutating func meet(_ recordings: [Recording]) async throws -> [Int: Set<Int>] {
    let open = targets.filter { isLiving($0.id) }
    guard !open.isEmpty else { return [:] }
    var kills: [Int: Set<Int>] = [:]
    let verdicts = try await PythonMutantTrial(lab: lab)
      .run(open, against: recordings, regions: regions, until: end)
    for (id, verdict) in verdicts {
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
