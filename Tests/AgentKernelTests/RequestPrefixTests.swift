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

  @Test(arguments: Sweep.seeds(sample: 200, full: 2_000))
  func `a request begins with the one before, up to its last message`(seed: UInt64) {
    let requests = world(seed).requests
    for body in Self.codecs {
      let memo = RequestMemo()
      var before: (bytes: String, breaks: Int)?
      for conversation in requests {
        let bytes = body(request(conversation.messages, memo: memo))
        // What is kept from request to request changes no byte.
        #expect(bytes == body(request(conversation.log.messages, memo: RequestMemo())))
        let breaks = conversation.log.count { $0 == .modelChanged }
        if let before, before.breaks == breaks { #expect(bytes.hasPrefix(before.bytes.dropLast(2))) }
        before = (bytes, breaks)
      }
    }
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
