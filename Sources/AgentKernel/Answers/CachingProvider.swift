internal import JSON
package import Models
internal import SourceText

/// A provider that asks nobody what was asked before: the same request to the same place gets the answer that it got then, for
/// nothing.
///
/// It stands between two `RedactingProvider`s, so that no secret comes into the keys or into what is kept.
package struct CachingProvider: ModelProvider {
  private let provider: any ModelProvider
  private let place: String
  private let cache: AnswerCache

  /// - Parameters:
  ///   - provider: who answers what nobody has asked yet.
  ///   - place: what tells this provider from others: its address and protocol.
  ///   - cache: where answers are kept.
  package init(_ provider: any ModelProvider, at place: String, in cache: AnswerCache) {
    self.provider = provider
    self.place = place
    self.cache = cache
  }

  package func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    try Task.checkCancellation()
    let key = ContentHash(ofFields: [place, request.content.serialized()])
    if let answer = cache.answer(for: key) { return answer }
    let response = try await provider.respond(to: request, progress: progress)
    cache.keep(response, for: key)
    return response
  }

  package var compacts: Bool { provider.compacts }

  package func compaction(of request: ModelRequest) async throws -> ProviderCompaction {
    try await provider.compaction(of: request)
  }
}

extension ModelRequest {
  /// All that an answer depends on.
  fileprivate var content: JSONValue {
    [
      "model": .string(model), "system": .array(system.map { .string($0.text) }),
      "tools": .array(
        tools.map { [.string($0.name), .string($0.description), $0.inputSchema.value] }),
      "messages": .array(
        messages.map { [.string($0.role.rawValue), .array($0.content.map(\.value))] }),
      "maximum_output_tokens": JSONValue(maximumOutputTokens),
      "thinking_budget": thinkingBudget.map { JSONValue($0) } ?? .null, "required_tool": JSONValue(requiredTool),
      "formats": .array([answerFormat, requestedFormat].map { JSONValue($0?.schema) }),
    ]
  }
}
