import Synchronization

@testable import Refactoring

/// Plays a unit's work after a script, and notes what was asked of it.
final class ScriptedUnitRunner: UnitRunner {
  private struct State {
    var tasks: [UnitTask] = []
    var running: Set<CampaignUnit> = []
    var mostAtOnce = 0
    var hadSharedRepository = false
  }

  private let state = Mutex(State())
  private let play: @Sendable (UnitTask) async throws -> UnitOutcome

  /// - Parameter play: what becomes of a task.
  init(
    _ play: @escaping @Sendable (UnitTask) async throws -> UnitOutcome = { _ in UnitOutcome(state: .changed, code: 0) }
  ) {
    self.play = play
  }

  /// What was asked, in that order.
  var tasks: [UnitTask] { state.withLock(\.tasks) }

  /// How many units were worked on at the same time at the most.
  var mostAtOnce: Int { state.withLock(\.mostAtOnce) }

  /// Whether two units of one repository were worked on at the same time.
  var hadSharedRepository: Bool { state.withLock(\.hadSharedRepository) }

  func run(_ task: UnitTask, started: @escaping @Sendable (ProcessTrace) -> Void) async throws -> UnitOutcome {
    state.withLock { state in
      state.tasks.append(task)
      let isShared = state.running.contains { $0.repository != nil && $0.repository == task.unit.repository }
      if isShared { state.hadSharedRepository = true }
      state.running.insert(task.unit)
      state.mostAtOnce = max(state.mostAtOnce, state.running.count)
    }
    defer { state.withLock { _ = $0.running.remove(task.unit) } }
    // Lets the others have their turn, as real work does.
    for _ in 0..<10 { await Task.yield() }
    return try await play(task)
  }
}

/// A campaign on units that need not exist.
struct CampaignExample: ~Copyable {
  var definition: CampaignDefinition
  let units: [CampaignUnit]
  let journal: String

  init(
    _ names: [String], in folder: String, concurrency: Int = 1, retries: Int = 0,
    limits: CampaignDefinition.Limits = CampaignDefinition.Limits()
  ) {
    definition = CampaignDefinition(
      name: "example", work: CampaignWork(recipe: "tidy"), query: UnitQuery(kind: .repository, folder: folder),
      concurrency: concurrency, retries: retries, retryDelay: .zero, limits: limits)
    units = names.map { CampaignUnit(kind: .repository, name: $0, path: "/srv/\($0)", repository: "/srv/\($0)") }
    journal = "\(folder)/shard-1-of-1.jsonl"
  }

  func start(
    _ mode: CampaignStart.Mode = .fresh, shard: Shard = .whole, looksOnly: Bool = false
  ) throws -> CampaignStart {
    try CampaignStart(
      definition, all: units, shard: shard, journal: journal, mode: mode, looksOnly: looksOnly, time: 1_000)
  }

  func run(
    _ runner: any UnitRunner, _ mode: CampaignStart.Mode = .fresh, failsFast: Bool = false
  ) async throws -> (ending: CampaignRun.Ending, report: CampaignReport) {
    let run = CampaignRun(definition, start: try start(mode), runner: runner, failsFast: failsFast, time: { 2_000 })
    let ending = try await run.run()
    return (ending, CampaignReport(of: await run.current, isRunning: false))
  }

  /// What the journal says.
  func state() throws -> CampaignState {
    var state = CampaignState()
    try CampaignJournal.read(journal) { state.apply($0) }
    return state
  }
}
