internal import AgentKernel
internal import Tools

/// Takes tests that a model writes whole in one conversation: has them run, asks where they end otherwise than was expected,
/// and says what is left.
actor TestCodeDesk {
  /// How often a model may propose for the same functions.
  static let roundLimit = 3

  private let batch: [TestCodeTarget]
  private let bench: any TestCodeBench
  private let words: TestCodeWords

  /// The most tests of one call.
  private let limit: Int
  private(set) var proposals: [TestCodeProposal] = []
  private var rounds = 0
  private var seen: Set<String> = []

  /// - Parameters:
  ///   - batch: the functions that the conversation is about, at least one.
  ///   - words: what the model is told.
  ///   - limit: the most tests of one call.
  init(_ batch: [TestCodeTarget], bench: any TestCodeBench, words: TestCodeWords, limit: Int) {
    self.batch = batch
    self.bench = bench
    self.words = words
    self.limit = limit
  }

  /// Runs what is proposed, and says what came of it.
  func receive(_ input: ProposeTestCodeTool.Input) async throws -> ProposeTestsTool.Reply {
    rounds += 1
    var changed: Set<Int> = []
    var waiting: [(index: Int, test: ProposedTestCode)] = []
    for answer in input.answers ?? [] {
      guard let index = take(answer, &waiting) else { continue }
      changed.insert(index)
    }
    // When the rounds are over, only answers count.
    for test in rounds > Self.roundLimit ? [] : Array(input.tests.prefix(limit)) {
      let index = proposals.count
      changed.insert(index)
      if admit(test) { waiting.append((index, test)) }
    }
    try await run(waiting)
    let remaining = try await bench.targets().filter { target in batch.contains { $0.isSame(as: target) } }
    let isAsking = changed.contains { proposals[$0].isOpen }
    let isOver = remaining.isEmpty || rounds >= Self.roundLimit || input.tests.isEmpty
    return ProposeTestsTool.Reply(
      try words.report(
        of: changed.sorted().map { proposals[$0] }, remaining: remaining, isAsking: isAsking,
        rounds: max(0, Self.roundLimit - rounds)),
      isLast: isOver && !isAsking)
  }

  /// Takes what the model says of a test that ended otherwise than it expected.
  ///
  /// - Parameter waiting: gets the test that states what happened.
  /// - Returns: the test; nil where nothing was asked.
  private func take(
    _ answer: ProposeTestsTool.Answer, _ waiting: inout [(index: Int, test: ProposedTestCode)]
  ) -> Int? {
    guard let index = proposals.firstIndex(where: { $0.name == answer.test }),
      case .differing(let happened, let mended) = proposals[index].state
    else { return nil }
    if answer.codeIsWrong {
      proposals[index].state = .disputed(happened: happened, because: answer.because)
    } else if let mended {
      proposals[index].state = .conceded
      waiting.append((index, mended))
    } else {
      let words = happened.split(whereSeparator: \.isNewline).first ?? ""
      proposals[index].state = .failed("\(words); write it anew with that")
    }
    return index
  }

  /// Takes a proposal in; false for one that is not run.
  private func admit(_ test: ProposedTestCode) -> Bool {
    let target =
      batch.first { $0.title == test.subject } ?? batch.first { test.code.contains($0.name) } ?? batch[0]
    let isNew = seen.insert((test.path ?? "") + test.code.filter { !$0.isWhitespace }).inserted
    proposals.append(
      TestCodeProposal(
        name: "t\(proposals.count + 1)", test: test, target: target,
        state: .failed(isNew ? "it was not run" : "it was proposed before")))
    return isNew
  }

  private func run(_ waiting: [(index: Int, test: ProposedTestCode)]) async throws {
    guard !waiting.isEmpty else { return }
    for ((index, _), verdict) in zip(waiting, try await bench.run(waiting.map(\.test))) {
      switch verdict {
      case .accepted(let gain):
        if case .conceded = proposals[index].state { continue }
        proposals[index].state = .accepted(gain)
      case .failed(let reason): proposals[index].state = .failed(reason)
      case .differing(let happened, let mended):
        proposals[index].questions += 1
        proposals[index].state =
          proposals[index].questions <= TestCodeProposal.questionLimit
          ? .differing(happened: happened, mended: mended)
          : .failed("it expects too much that does not hold; at last \(happened)")
      }
    }
  }
}
