import AgentKernel
import JSON
import Models
import TestSupport
import Testing

/// Long conversations that are made shorter.
struct CompactionTests {
  private func run(_ habits: CompactionWorld.Habits, turns: Int = 60, seed: UInt64 = 1) throws -> CompactionWorld {
    var world = try CompactionWorld(habits, turns: turns, seed: seed)
    world.run()
    return world
  }

  private func habits(_ seed: UInt64) -> CompactionWorld.Habits {
    var random = SeededGenerator(seed: seed)
    var habits = CompactionWorld.Habits()
    habits.window = [4000, 8000, 40_000].randomElement(using: &random) ?? 8000
    habits.isWindowKnown = Int.random(in: 0..<5, using: &random) > 0
    habits.bytesPerToken = Double.random(in: 2...5, using: &random)
    habits.goodSummaries = [0, 5, 10].randomElement(using: &random) ?? 10
    habits.compacts = Bool.random(using: &random)
    habits.failures = [0, 0, 2].randomElement(using: &random) ?? 0
    habits.resultSize = [200, habits.window / 2, habits.window * 2].randomElement(using: &random) ?? 200
    return habits
  }

  // MARK: Any run

  @Test(arguments: Sweep.seeds(sample: 60, full: 3_000))
  func `whatever happens, each request can be sent and the log keeps all`(seed: UInt64) throws {
    let world = try run(habits(seed), seed: seed)
    for conversation in world.requests {
      expectSendable(conversation.messages)
      #expect(conversation.messages.first?.content.first == world.requests.first?.messages.first?.content.first)
      #expect(conversation == Conversation(conversation.log))
    }
    for (before, after) in zip(world.requests, world.requests.dropFirst()) {
      #expect(Array(after.log.prefix(before.log.count)) == before.log)
      let compactions = after.log.dropFirst(before.log.count).count { if case .compacted = $0 { true } else { false } }
      if compactions == 0 { #expect(Array(after.messages.prefix(before.messages.count)) == before.messages) }
    }
    expectWholeLog(world.state.log)
  }

  @Test(arguments: Sweep.seeds(sample: 60, full: 3_000))
  func `a long run does not end at the window`(seed: UInt64) throws {
    var habits = habits(seed)
    habits.failures = 0
    // One turn alone has place: where the window is not known, nothing cuts it.
    habits.resultSize = min(habits.resultSize, habits.window / 4)
    let world = try run(habits, seed: seed)
    #expect(world.state.outcome == .budgetReached(.turns), "\(habits)")
    if habits.isWindowKnown {
      for (tokens, room) in world.estimates { #expect(tokens <= room) }
    }
  }

  @Test(arguments: Sweep.seeds(sample: 20, full: 400))
  func `after a compaction the provider's cache still has the task, and between two all that was sent`(seed: UInt64)
    throws
  {
    let world = try run(habits(seed), seed: seed)
    var cache = SimulatedPromptCache()
    var before: (found: SimulatedPromptCache.Lookup, compactions: Int)?
    for conversation in world.requests {
      let request = ModelRequest(
        model: "m", system: [SystemSection(text: "you", endsCacheablePrefix: true)], tools: [],
        messages: conversation.messages, maximumOutputTokens: 100, settledMessages: conversation.settledMessages)
      let found = cache.take(try JSONValue.parse(MessagesCodec.encode(request)))
      let compactions = conversation.log.count { if case .compacted = $0 { true } else { false } }
      #expect(found.marks <= 4)
      if let before {
        #expect(found.reused >= 2)
        if before.compactions == compactions { #expect(found.reused >= before.found.blocks) }
      }
      before = (found, compactions)
    }
  }

  // MARK: One way after the other

  @Test func `where old results are most of it they are cleared, and nobody is asked`() throws {
    var habits = CompactionWorld.Habits()
    habits.resultSize = 1500
    let world = try run(habits, turns: 14)
    #expect(Set(world.ways) == [.clearedResults])
    guard
      case .compacted(_, let before, let after)? = world.notices.first(where: { notice in
        if case .compacted = notice { true } else { false }
      })
    else {
      Issue.record("nothing was made shorter")
      return
    }
    #expect(before >= habits.window / 4 * 3)
    #expect(after <= habits.window / 2)
    let last = try #require(world.requests.last?.messages)
    #expect("\(last[2])".contains("[This result was cleared to make room."))
    #expect(!"\(last[last.count - 1])".contains("was cleared"))
    #expect("\(world.state.log)".contains("result of c1 xx"))
  }

  @Test func `where words are most of it the model is asked, and its summary goes with the task`() throws {
    var habits = CompactionWorld.Habits()
    habits.resultSize = 10
    let world = try run(habits, turns: 200)
    #expect(world.ways.contains(.summary))
    #expect(!world.ways.contains(.extract))
    for case .compacted(.summary, let before, let after) in world.notices {
      // The target is three to five times smaller; small windows have a task that is a larger part of it.
      #expect(Double(before) / Double(after) >= 2.5, "from \(before) to \(after)")
    }
    let first = try #require(world.requests.last?.messages.first)
    #expect(first.content.count == 2)
    #expect("\(first.content[1])".contains("a.swift:1 is wrong"))
    // The summaries' tokens count, and their answers are no turns.
    #expect(world.state.turns == 200)
    #expect(world.state.usage.output == 50 * (200 + world.ways.count { $0 == .summary }))
  }

  @Test func `a bad summary falls to excerpts, and after three the model is not asked again`() throws {
    var habits = CompactionWorld.Habits()
    habits.resultSize = 10
    habits.goodSummaries = 0
    let world = try run(habits, turns: 400)
    #expect(Set(world.ways) == [.extract])
    #expect(world.ways.count > 3)
    let failures = world.notices.compactMap { notice -> Bool? in
      if case .compactionFailed(.summary, _, let isGivenUp) = notice { isGivenUp } else { nil }
    }
    #expect(failures == [false, false, true])
    #expect(
      "\(try #require(world.requests.last?.messages.first?.content.last))".contains("- read_file {} -> result of c"))
    #expect(world.state.outcome == .budgetReached(.turns))
  }

  @Test func `a bad summary falls to the provider, where it can make conversations shorter`() throws {
    var habits = CompactionWorld.Habits()
    habits.resultSize = 10
    habits.goodSummaries = 0
    habits.compacts = true
    let world = try run(habits, turns: 200)
    #expect(Set(world.ways) == [.provider])
    let messages = try #require(world.requests.last?.messages)
    #expect(messages[0] == world.requests[0].messages[0])
    #expect(messages[1].content == [.redactedThinking(data: CompactionWorld.opaque)])
  }

  @Test func `another model gets excerpts in place of what only the provider can read`() {
    let call = ContentBlock.toolCall(Sample.call("1"))
    let kept: [LogEntry] = [.response([call]), .results([ToolResult(callID: "1", text: "ok")], note: nil)]
    let compaction = Compaction.byProvider(data: CompactionWorld.opaque, excerpts: "excerpts", kept: 2)
    var conversation = Conversation([.instruction("task"), .response([.text("a")]), .instruction("b")] + kept)
    conversation.append(.compacted(compaction))
    #expect(conversation.messages.map(\.content.count) == [1, 1, 1, 1])
    conversation.append(.modelChanged)
    #expect(conversation.messages.map(\.role) == [.user, .assistant, .user])
    #expect(conversation.messages[0].content == [.text("task"), .text("excerpts")])
  }

  @Test func `no conversation is summarised again before it has grown`() throws {
    var habits = CompactionWorld.Habits()
    habits.resultSize = 10
    let world = try run(habits, turns: 200)
    var sizes: [Int] = []
    for (before, after) in zip(world.requests, world.requests.dropFirst()) {
      let isNew = after.log.dropFirst(before.log.count).contains { if case .compacted = $0 { true } else { false } }
      if isNew { sizes.append(after.size) }
    }
    #expect(world.ways.count == sizes.count)
    #expect(world.ways.count < 20)
  }

  // MARK: A request that was too long

  private func overflown(_ window: Int? = nil) throws -> AgentState {
    var configuration = Sample.configuration()
    configuration.compaction = try CompactionWorld.policy()
    configuration.models = [AgentConfiguration.Model(name: "m", contextTokens: window)]
    var state = AgentState(configuration)
    _ = state.step(.started(task: "go"))
    for number in 0..<10 {
      _ = state.step(Sample.response([.toolCall(Sample.call("\(number)"))]))
      let text = "\(number) " + String(repeating: "x", count: 3000)
      _ = state.step(.toolsEnded([ToolAnswer(ToolResult(callID: "\(number)", text: text))], elapsed: .zero))
    }
    return state
  }

  private static let tooLong = AgentEvent.requestFailed(
    ModelError(.contextTooLong, "scripted"), requestElapsed: .zero, jitter: 0)

  @Test func `a request that is too long is made shorter and sent once more`() throws {
    var state = try overflown()
    let size = state.conversation.size
    let effects = state.step(Self.tooLong)
    #expect(effects.contains(.request(after: .zero)))
    #expect(state.conversation.size < size / 2)
    expectSendable(state.conversation.messages)
    _ = state.step(Self.tooLong)
    #expect(state.outcome == .budgetReached(.context))
  }

  @Test func `an answer that the window cut off is given again with more room`() throws {
    var state = try overflown()
    let log = state.log
    let effects = state.step(Sample.response([.text("half an ans")], .contextWindowExceeded))
    #expect(effects.contains(.request(after: .zero)))
    #expect(state.log.count == log.count + 1)
    _ = state.step(Sample.response([.text("half an ans")], .contextWindowExceeded))
    #expect(state.outcome == .budgetReached(.context))
  }

  @Test func `a model with a smaller window takes over a shorter conversation`() throws {
    var configuration = Sample.configuration()
    configuration.compaction = try CompactionWorld.policy()
    configuration.models = [.init(name: "a", contextTokens: 100_000), .init(name: "b", contextTokens: 6000)]
    var state = AgentState(configuration)
    _ = state.step(.started(task: "go"))
    for number in 0..<10 {
      _ = state.step(Sample.response([.toolCall(Sample.call("\(number)"))]))
      let text = "\(number) " + String(repeating: "x", count: 3000)
      _ = state.step(.toolsEnded([ToolAnswer(ToolResult(callID: "\(number)", text: text))], elapsed: .zero))
    }
    let effects = state.step(.requestFailed(ModelError(.unauthorized, "no"), requestElapsed: .zero, jitter: 0))
    #expect(effects.contains { if case .notify(.compacted(.clearedResults, _, _)) = $0 { true } else { false } })
    #expect(effects.last == .request(after: .zero))
    #expect(state.expectedTokens < 3000)
  }
}
