internal import AgentKernel
internal import Characterization
internal import SourceText
internal import SwiftSource
internal import Tools

/// Takes a model's proposals in one conversation: runs them, holds its expectations against what happened, and says what is left.
actor ModelDesk {
  /// How often a model may propose for the same functions.
  static let roundLimit = 3

  private let batch: [ModelTarget]
  private let bench: ProposalBench
  private let filter: RecordingFilter
  private let finder: ModelTargetFinder
  private let words: ModelWords
  private let vocabulary: ProposalVocabulary
  private(set) var mutants: LivingMutants?
  private(set) var reached: RegionVector
  private(set) var proposals: [ModelProposal] = []
  private var rounds = 0
  private var seen: Set<CallText> = []

  /// - Parameters:
  ///   - batch: the functions that the conversation is about.
  ///   - mutants: those that live; nil where none were made.
  ///   - reached: the regions that tests reach.
  ///   - words: what the model is told.
  init(
    _ batch: [ModelTarget], bench: ProposalBench, filter: RecordingFilter, finder: ModelTargetFinder,
    mutants: LivingMutants?, reached: RegionVector, words: ModelWords
  ) {
    self.batch = batch
    self.bench = bench
    self.filter = filter
    self.finder = finder
    self.mutants = mutants
    self.reached = reached
    self.words = words
    vocabulary = ProposalVocabulary(finder.symbols, imports: Set(finder.harvest.files.flatMap(\.imports)))
  }

  /// Runs what is proposed, and says what came of it.
  func receive(_ input: ProposeTestsTool.Input) async throws -> ProposeTestsTool.Reply {
    rounds += 1
    let first = proposals.count
    var changed: Set<Int> = []
    for answer in input.answers ?? [] { if let index = take(answer) { changed.insert(index) } }
    // When the rounds are over, only answers count.
    let tests = rounds > Self.roundLimit ? [] : Array(input.tests.prefix(ProposeTestsTool.limit))
    for test in tests { admit(test) }
    try await run(from: first)
    changed.formUnion(first..<proposals.count)
    try await count(changed)
    let remaining = remaining
    let isAsking = proposals[first...].contains { $0.isOpen }
    let isOver = remaining.isEmpty || rounds >= Self.roundLimit || input.tests.isEmpty
    return ProposeTestsTool.Reply(
      try words.report(
        of: changed.sorted().map { proposals[$0] }, remaining: remaining, isAsking: isAsking,
        rounds: max(0, Self.roundLimit - rounds)),
      isLast: isOver && !isAsking)
  }

  /// What still is not tested of the functions of this conversation.
  private var remaining: [ModelTarget] {
    finder.targets(reached: reached, living: mutants?.mutants ?? []).filter { target in
      batch.contains { $0.function == target.function }
    }
  }

  /// Takes what the model says of a test that ended otherwise than it expected; only once of each.
  private func take(_ answer: ProposeTestsTool.Answer) -> Int? {
    guard let index = proposals.firstIndex(where: { $0.name == answer.test }),
      case .differing(let recorded, let happened) = proposals[index].state
    else { return nil }
    proposals[index].state =
      answer.codeIsWrong
      ? .disputed(recorded, happened: happened, because: answer.because) : .conceded(recorded)
    return index
  }

  private func admit(_ test: ProposedTest) {
    let name = "t\(proposals.count + 1)"
    let target =
      batch.first { $0.title == test.subject } ?? batch.first { test.call.contains($0.function.name) } ?? batch[0]
    var proposal = ModelProposal(name: name, test: test, target: target, state: .failed("it was not run", line: nil))
    do throws(ProposedCall.Fault) {
      let call = try ProposedCall(test, for: target, naming: vocabulary)
      proposal.state =
        seen.insert(CallText(call.candidate)).inserted
        ? .waiting(call) : .failed("it was proposed before", line: nil)
    } catch {
      switch error {
      case .malformed(let reason): proposal.state = .failed(reason, line: nil)
      }
    }
    proposals.append(proposal)
  }

  private func run(from first: Int) async throws {
    let waiting = proposals.indices[first...].compactMap { index -> (index: Int, call: ProposedCall)? in
      if case .waiting(let call) = proposals[index].state { (index, call) } else { nil }
    }
    guard !waiting.isEmpty else { return }
    for ((index, _), result) in zip(waiting, try await bench.run(waiting.map(\.call))) {
      switch result {
      case .failed(let reason, let line): proposals[index].state = .failed("does not compile: \(reason)", line: line)
      case .recorded(let recorded): proposals[index].state = state(of: proposals[index].test, recorded)
      }
    }
  }

  private func state(of test: ProposedTest, _ recorded: ProposalBench.Recorded) -> ModelProposal.State {
    if let reason = recorded.happened.instability { return .failed(reason, line: nil) }
    let verdict = ExpectationCheck.verdict(
      on: test, recorded.call, recorded.happened, answers: recorded.answers)
    if case .missed(let happened) = verdict { return .differing(recorded, happened: happened) }
    let (kept, rejections, _) = filter.keep([recorded.recording], regions: finder.regions)
    return kept.isEmpty ? .failed(rejections.first?.reason ?? "no test can be made of it", line: nil) : .met(recorded)
  }

  /// Counts what new tests reach and notice.
  private func count(_ changed: Set<Int>) async throws {
    let counted = changed.sorted().compactMap { index -> (index: Int, recording: Recording)? in
      proposals[index].recording.map { (index, $0) }
    }
    for (_, recording) in counted { reached.formUnion(recording.regions) }
    let kills: [Int: Set<Int>]
    do {
      var living = mutants
      kills = try await living?.meet(counted.map(\.recording)) ?? [:]
      mutants = living
    } catch is CharacterizationError {
      // The mutants' copy does not build with these calls: what they notice is then not known.
      return
    }
    for (position, numbers) in kills { proposals[counted[position].index].killed = numbers }
  }
}
