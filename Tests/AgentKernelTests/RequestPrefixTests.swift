import AgentKernel
import Models
import TestSupport
import Testing

/// Requests as a function of the log, over random runs.
struct RequestPrefixTests {
  /// What a protocol makes of a request, without what may differ from request to request: the marks of a cache.
  private static let codecs: [@Sendable (ModelRequest) -> String] = [
    { request in
      String(decoding: MessagesCodec.body(of: request), as: UTF8.self)
        .replacing(#","cache_control":{"type":"ephemeral"}"#, with: "")
    },
    { String(decoding: ChatCompletionsCodec.body(of: $0), as: UTF8.self) },
    { String(decoding: ResponsesCodec.body(of: $0), as: UTF8.self) },
  ]

  private func request(_ messages: [Message], memo: RequestMemo) -> ModelRequest {
    ModelRequest(
      model: "m", system: [SystemSection(text: "you", endsCacheablePrefix: true)], tools: [], messages: messages,
      maximumOutputTokens: 100, memo: memo)
  }

  private func world(_ seed: UInt64) -> RandomWorld {
    var random = SeededGenerator(seed: seed)
    let models = (0..<Int.random(in: 1...2, using: &random)).map { AgentConfiguration.Model(name: "m\($0)") }
    var world = RandomWorld(limits: AgentLimits(turns: 20, tokens: 1_000_000), models: models)
    world.run(using: &random)
    return world
  }

  /// Each request begins with the one before, up to its last message, unless the conversation was made another one between.
  private func expectCommonBeginnings(_ requests: [Conversation]) {
    for body in Self.codecs {
      let memo = RequestMemo()
      var before: (bytes: String, breaks: Int)?
      for conversation in requests {
        let bytes = body(request(conversation.messages, memo: memo))
        // What is kept from request to request changes no byte.
        #expect(bytes == body(request(conversation.log.messages, memo: RequestMemo())))
        let breaks = conversation.log.count { entry in
          switch entry {
          case .modelChanged, .compacted: true
          case .instruction, .response, .results: false
          }
        }
        if let before, before.breaks == breaks { #expect(bytes.hasPrefix(before.bytes.dropLast(2))) }
        before = (bytes, breaks)
      }
    }
  }

  @Test(arguments: Sweep.seeds(sample: 100, full: 2_000))
  func `a request begins with the one before, up to its last message`(seed: UInt64) {
    expectCommonBeginnings(world(seed).requests)
  }

  @Test(arguments: Sweep.seeds(sample: 8, full: 200))
  func `so it does between compactions`(seed: UInt64) throws {
    var habits = CompactionWorld.Habits()
    habits.window = 4000
    habits.resultSize = seed.isMultiple(of: 2) ? 100 : 4000
    habits.compacts = seed.isMultiple(of: 3)
    habits.goodSummaries = 5
    var world = try CompactionWorld(habits, turns: 40, seed: seed)
    world.run()
    expectCommonBeginnings(world.requests)
  }

  @Test(arguments: Sweep.seeds(sample: 100, full: 1_000))
  func `messages that are made as the log grows are those of the whole log`(seed: UInt64) {
    let world = world(seed)
    var grown = Conversation()
    for (index, entry) in world.state.log.enumerated() {
      grown.append(entry)
      #expect(grown == Conversation(world.state.log[...index]))
    }
    #expect(grown == world.state.conversation)
  }
}
