internal import JSON
package import Models

/// Lets a model use tools that knows none: the tools are described in the system prompt, and calls and results are text.
///
/// Requests with tools become requests without, and answers that hold a call become answers with one. The text of a message
/// depends on that message alone, and on the calls that its results belong to, so that requests keep their common
/// beginnings.
package struct TextToolProvider: ModelProvider {
  /// How a model writes a call.
  package enum Form: Hashable, Sendable {
    /// The whole answer is a call: the provider is asked to hold the model to the schema of calls.
    case schema

    /// The answer is words and at most one fenced block with a call.
    case fenced
  }

  private let provider: any ModelProvider
  private let writer: TextToolWriter

  /// - Parameters:
  ///   - provider: who answers.
  ///   - form: how the model writes its calls.
  ///   - words: the definition that holds the words, with the sections `Schema`, `Fenced`, `Tool`, `Result`, `Error`.
  /// - Throws: `AgentKernelError` when the definition lacks a section that the form needs, or one has a placeholder that
  ///   nothing is known of.
  package init(_ provider: any ModelProvider, form: Form, words: AgentDefinition) throws(AgentKernelError) {
    self.provider = provider
    writer = TextToolWriter(form: form, words: words)
    _ = try writer.written(Self.sample)
  }

  /// A request that uses every word once.
  private static let sample = ModelRequest(
    model: "", system: [], tools: [ToolSpecification(name: "", description: "", inputSchema: JSONSchema([:]))],
    messages: [true, false].map { isError in
      Message(role: .user, content: [.toolResult(ToolResult(callID: "", text: "", isError: isError))])
    }, maximumOutputTokens: 1)

  package func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    let answer = try await provider.respond(to: writer.written(request), progress: progress)
    if request.tools.isEmpty || request.requestedFormat != nil { return answer }
    let number = request.messages.count { $0.role == .assistant } + 1
    return Self.read(answer, for: request.tools, callID: "call_\(number)")
  }

  /// The answer with the call that its text holds; as it is without one, or when it was cut off.
  private static func read(
    _ answer: ModelResponse, for tools: [ToolSpecification], callID: String
  ) -> ModelResponse {
    switch answer.stopReason {
    case .endTurn, .stopSequence, .toolUse, .other: break
    case .maximumTokens, .refusal, .pause, .contextWindowExceeded: return answer
    }
    guard !answer.content.contains(where: \.isToolCall),
      let written = WrittenCall(parsing: answer.content.text, for: tools)
    else { return answer }
    var read = answer
    read.content.removeAll { if case .text = $0 { true } else { false } }
    if !written.words.isEmpty { read.content.append(.text(written.words)) }
    read.content.append(.toolCall(ToolCall(id: callID, name: written.name, arguments: written.arguments)))
    read.stopReason = .toolUse
    return read
  }
}

extension ContentBlock {
  fileprivate var isToolCall: Bool {
    if case .toolCall = self { true } else { false }
  }
}
