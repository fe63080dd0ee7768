internal import AgentKernel
internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource
internal import Tools
internal import Verification

/// Asks a model about the functions that are not tested yet, after all that needs no model, and runs what it proposes.
///
/// Whatever becomes of the model, what was found without it stands.
struct ModelStage: Sendable {
  /// Conversations of one run at most; the most promising functions come first.
  static let conversationLimit = 24

  let model: GenerationModel
  let finder: ModelTargetFinder
  let bench: ProposalBench
  let filter: RecordingFilter

  /// What the module is tested with, as reports call it.
  let framework: String

  /// The test files that are there, with their texts.
  let tests: [RelativePath: String]

  /// - Parameters:
  ///   - selection: what tests are wanted for.
  ///   - symbols: what the module declares.
  ///   - harvest: what its sources say.
  ///   - sources: the selected files with their texts.
  ///   - regions: what vectors of regions mean.
  ///   - ranking: how much tests of each function are wanted.
  ///   - recorder: records what is proposed.
  ///   - filter: says of which recordings tests can be made.
  ///   - maker: makes them.
  ///   - placement: where tests go.
  init(
    _ model: GenerationModel, asking selection: Selection, symbols: ModuleSymbols, harvest: ModuleHarvest,
    sources: [(path: RelativePath, text: String)], regions: RegionTable,
    ranking: [RankedTarget], recorder: Recorder, filter: RecordingFilter,
    maker: RecordedTest, placement: TestPlacement
  ) {
    self.model = model
    self.filter = filter
    let dialect = placement.style.dialect
    framework = dialect == .xctest ? "XCTest" : "Swift Testing"
    tests = placement.files
    finder = ModelTargetFinder(
      selection: selection, harvest: harvest, symbols: symbols, regions: regions, sources: sources, ranking: ranking,
      allowsTraps: maker.allowsExitTests && dialect == .swiftTesting)
    bench = ProposalBench(
      recorder: recorder, repair: CompileRepair(imports: Set(harvest.files.flatMap(\.imports)).sorted()),
      maker: maker)
  }

  /// What came of it.
  struct Result: Sendable {
    /// Tests with the mutants that each notices, in the order in which they were proposed.
    var kept: [(kept: RecordingFilter.Kept, killed: Set<Int>)] = []

    /// What became of each mutant; nil where none were made.
    var statuses: [Int: MutantStatus]?
    var rejections: [GenerationReport.Rejection] = []
    var possibleBugs: [GenerationReport.PossibleBug] = []

    /// Calls of which the model says that they end wrongly: no test states how.
    var disputed: Set<CallText> = []
    var use: GenerationReport.ModelUse
  }

  /// Asks.
  ///
  /// - Parameters:
  ///   - reached: the regions that tests reach.
  ///   - mutants: those that live; nil where none were made.
  ///   - recordings: what is recorded already.
  ///   - end: when no further conversation begins, and one that goes on is ended; nil for no such moment.
  ///   - watch: is told how far it is.
  /// - Throws: `CancellationError`, and what no model is to blame for.
  func run(
    reached: RegionVector, mutants: LivingMutants?, recordings: [Recording], until end: ContinuousClock.Instant?,
    watch: @escaping @Sendable (GenerationProgress) -> Void
  ) async throws -> Result {
    var (reached, mutants) = (reached, mutants)
    var use = GenerationReport.ModelUse(name: model.models.first?.name ?? "", agent: model.writer.version)
    var result = Result(use: use)
    var open = ModelTargetFinder.batches(of: finder.targets(reached: reached, living: mutants?.mutants ?? []))
    var number = 0
    while !open.isEmpty {
      // Tests for other functions may have filled gaps of these by the way.
      let left = finder.targets(reached: reached, living: mutants?.mutants ?? [])
      let batch = open.removeFirst().compactMap { target in left.first { $0.function == target.function } }
      guard !batch.isEmpty else { continue }
      if number >= Self.conversationLimit || end.map({ ContinuousClock.now >= $0 }) == true || use.isStopped {
        use.left += batch.count
        continue
      }
      let message = try task(besides: recordings + result.kept.map(\.kept.recording)).message(batch)
      if message.utf8.count > model.messageLimit, batch.count > 1 {
        open.insert(contentsOf: [Array(batch.prefix(batch.count / 2)), Array(batch.dropFirst(batch.count / 2))], at: 0)
        continue
      }
      number += 1
      let others = batch.count > 1 ? " and \(batch.count - 1) more" : ""
      watch(
        GenerationProgress(
          "the model is asked about \(batch[0].title)\(others) (\(number) of \(number + open.count))"))
      let desk = ModelDesk(
        batch, bench: bench, filter: filter, finder: finder, mutants: mutants, reached: reached,
        words: ModelWords(agent: model.writer))
      let run = try await model.converse(
        message, number: number, about: finder.selection.paths,
        proposing: ProposeTestsTool { try await desk.receive($0) }, until: end)
      use.asked += batch.count
      use.spending = use.spending + run.spending
      use.note(run.outcome)
      await add(desk.proposals, to: &result)
      use.proposed += await desk.proposals.count
      (reached, mutants) = await (desk.reached, desk.mutants)
    }
    try Task.checkCancellation()
    result.statuses = mutants?.statuses
    use.kept = result.kept.count
    result.use = use
    return result
  }

  private func task(besides recordings: [Recording]) -> ModelTask {
    ModelTask(
      agent: model.writer, module: finder.selection.module.name, framework: framework, harvest: finder.harvest,
      symbols: finder.symbols, sources: finder.sources, tests: tests, recordings: recordings,
      limit: model.messageLimit)
  }

  /// Takes what came of a conversation's proposals.
  private func add(_ proposals: [ModelProposal], to result: inout Result) {
    for proposal in proposals {
      func reject(_ reason: String) {
        result.rejections.append(
          GenerationReport.Rejection(subject: proposal.target.title, text: proposal.text, reason: reason))
      }
      switch proposal.state {
      case .waiting: reject("was not run")
      case .failed(let reason, _): reject(reason)
      case .differing(_, let happened):
        reject("\(happened); the model expected \(proposal.expectation), and did not say which is right")
      case .disputed(let recorded, let happened, let because):
        result.disputed.insert(CallText(recorded.happened.candidate))
        result.possibleBugs.append(
          GenerationReport.PossibleBug(
            subject: proposal.target.title, text: proposal.text,
            explanation: "\(happened); the model expects \(proposal.expectation): \(because)"))
      case .met(let recorded), .conceded(let recorded):
        let (kept, rejections, _) = filter.keep([recorded.recording], regions: finder.regions)
        result.rejections += rejections
        guard let test = kept.first?.test else { continue }
        result.kept.append(
          (
            RecordingFilter.Kept(recording: recorded.recording, test: test.proposed(as: proposal.nameWords)),
            proposal.killed
          ))
      }
    }
  }
}

extension ModelStage.Result {
  /// Puts the model's tests behind those that there are, without those that state what the model disputes.
  ///
  /// - Parameters:
  ///   - kept: the tests that there are.
  ///   - kills: the mutants that each of these notices, by its index.
  func joined(
    to kept: [RecordingFilter.Kept], _ kills: [Int: Set<Int>]
  ) -> (kept: [RecordingFilter.Kept], kills: [Int: Set<Int>]) {
    var all: [RecordingFilter.Kept] = []
    var allKills: [Int: Set<Int>] = [:]
    for (index, test) in kept.enumerated() where !disputed.contains(CallText(test.recording.candidate)) {
      if let killed = kills[index] { allKills[all.count] = killed }
      all.append(test)
    }
    for (test, killed) in self.kept where !disputed.contains(CallText(test.recording.candidate)) {
      if !killed.isEmpty { allKills[all.count] = killed }
      all.append(test)
    }
    return (all, allKills)
  }
}

extension GeneratedTest {
  /// The same test as a model's.
  ///
  /// - Parameter words: what its name is made of; nil for the name that it has.
  fileprivate func proposed(as words: [String]?) -> GeneratedTest {
    GeneratedTest(
      subject: subject, group: group, name: words.map(TestName.identifier) ?? name, body: body, isThrowing: isThrowing,
      isAsync: isAsync, actor: actor, imports: imports, origin: .model, row: row)
  }
}
