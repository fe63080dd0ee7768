package import Redaction

/// A provider that never sees a secret: whatever goes to a model passes the redactor here, and nowhere else.
///
/// So does what comes back, errors too: an endpoint that repeats the key it was sent must not get it into a report. In an
/// answer secrets become asterisks.
package struct RedactingProvider: ModelProvider {
  private let provider: any ModelProvider
  private let redactor: Redactor
  private let memoKey = RequestMemo.Key()

  /// - Parameters:
  ///   - provider: who answers.
  ///   - redactor: what is taken out of requests; it must give the same text for the same text, so that requests keep
  ///     their common beginnings.
  package init(_ provider: any ModelProvider, redactor: Redactor) {
    self.provider = provider
    self.redactor = redactor
  }

  package func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    do {
      var response = try await provider.respond(to: redacted(request), progress: progress)
      response.content = response.content.map { rewrite($0, redactor.blanking) }
      return response
    } catch let error as ModelError {
      throw redacted(error)
    }
  }

  package var compacts: Bool { provider.compacts }

  /// What comes back is the provider's own to read, and goes back as it came.
  package func compaction(of request: ModelRequest) async throws -> ProviderCompaction {
    do {
      return try await provider.compaction(of: redacted(request))
    } catch let error as ModelError {
      throw redacted(error)
    }
  }

  private func redacted(_ error: ModelError) -> ModelError {
    ModelError(error.code, redactor.redact(error.description), retryAfter: error.retryAfter)
  }

  private func redacted(_ request: ModelRequest) -> ModelRequest {
    var redacted = request
    redacted.system = request.system.map { section in
      SystemSection(text: redactor.redact(section.text), endsCacheablePrefix: section.endsCacheablePrefix)
    }
    redacted.messages = request.memo.fold(request.messages, for: memoKey, from: []) { messages, message in
      messages.append(Message(role: message.role, content: message.content.map { rewrite($0, redactor.redact) }))
    }
    redacted.tools = request.tools.map { tool in
      ToolSpecification(
        name: tool.name, description: redactor.redact(tool.description), inputSchema: tool.inputSchema)
    }
    return redacted
  }

  private func rewrite(_ block: ContentBlock, _ clean: (String) -> String) -> ContentBlock {
    switch block {
    case .text(let text): .text(clean(text))
    // A provider checks the signature over thinking, so it goes back as it came; it came from there.
    case .thinking, .redactedThinking: block
    case .toolCall(let call):
      .toolCall(ToolCall(id: call.id, name: clean(call.name), arguments: clean(call.arguments)))
    case .toolResult(let result):
      .toolResult(ToolResult(callID: result.callID, text: clean(result.text), isError: result.isError))
    }
  }
}
