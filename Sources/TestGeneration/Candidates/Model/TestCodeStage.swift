internal import AgentKernel
internal import SourceText
internal import Tools

/// Asks a model to write tests whole, about the functions that are not tested yet, and has a bench run them.
///
/// Whatever becomes of the model, what was found without it stands.
struct TestCodeStage: Sendable {
  let model: GenerationModel

  let form: ProposeTestCodeTool.Form

  /// The files that tests are wanted for.
  let paths: [RelativePath]

  /// What came of it; the tests that stay are the bench's.
  struct Result: Sendable {
    var rejections: [GenerationReport.Rejection] = []
    var possibleBugs: [GenerationReport.PossibleBug] = []
    var use: GenerationReport.ModelUse
  }

  /// Asks.
  ///
  /// - Parameters:
  ///   - bench: runs the tests.
  ///   - message: words the first message about some functions.
  ///   - end: when no further conversation begins, and one that goes on is ended; nil for no such moment.
  ///   - watch: is told how far it is.
  /// - Throws: `CancellationError`, and what no model is to blame for.
  func run(
    at bench: any TestCodeBench, until end: ContinuousClock.Instant?,
    watch: @Sendable (GenerationProgress) -> Void, message: ([TestCodeTarget]) throws -> String
  ) async throws -> Result {
    var use = GenerationReport.ModelUse(name: model.models.first?.name ?? "", agent: model.writer.version)
    var result = Result(use: use)
    var open = TestCodeTarget.batches(of: try await bench.targets())
    var number = 0
    while !open.isEmpty {
      // Tests for other functions may have filled gaps of these by the way.
      let left = try await bench.targets()
      let batch = open.removeFirst().compactMap { target in left.first { $0.isSame(as: target) } }
      guard !batch.isEmpty else { continue }
      if number >= ModelStage.conversationLimit || end.map({ ContinuousClock.now >= $0 }) == true || use.isStopped {
        use.left += batch.count
        continue
      }
      let text = try message(batch)
      if text.utf8.count > model.messageLimit, batch.count > 1 {
        open.insert(contentsOf: [Array(batch.prefix(batch.count / 2)), Array(batch.dropFirst(batch.count / 2))], at: 0)
        continue
      }
      number += 1
      let others = batch.count > 1 ? " and \(batch.count - 1) more" : ""
      watch(
        GenerationProgress(
          "the model is asked about \(batch[0].title)\(others) (\(number) of \(number + open.count))"))
      let limit = form == .files ? ProposeTestCodeTool.fileLimit : ProposeTestCodeTool.limit
      let desk = TestCodeDesk(batch, bench: bench, words: TestCodeWords(agent: model.writer), limit: limit)
      let run = try await model.converse(
        text, number: number, about: paths,
        proposing: ProposeTestCodeTool(form) { try await desk.receive($0) }, until: end)
      use.asked += batch.count
      use.spending = use.spending + run.spending
      use.note(run.outcome)
      for proposal in await desk.proposals { Self.add(proposal, to: &result, &use) }
    }
    try Task.checkCancellation()
    result.use = use
    return result
  }

  private static func add(
    _ proposal: TestCodeProposal, to result: inout Result, _ use: inout GenerationReport.ModelUse
  ) {
    use.proposed += 1
    func reject(_ reason: String) {
      result.rejections.append(
        GenerationReport.Rejection(subject: proposal.target.title, text: proposal.test.code, reason: reason))
    }
    switch proposal.state {
    case .accepted, .conceded: use.kept += 1
    case .failed(let reason): reject(reason)
    case .differing(let happened, _): reject("\(happened), and the model did not say which is right")
    case .disputed(let happened, let because):
      result.possibleBugs.append(
        GenerationReport.PossibleBug(
          subject: proposal.target.title, text: proposal.test.code, explanation: "\(happened): \(because)"))
    }
  }
}
