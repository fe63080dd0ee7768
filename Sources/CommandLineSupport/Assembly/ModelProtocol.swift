internal import HTTP
package import Models

/// The wire protocols that a provider may speak.
package enum ModelProtocol: String, Hashable, Sendable, CaseIterable {
  /// Anthropic's Messages.
  case messages

  /// OpenAI's Responses.
  case responses

  /// OpenAI's Chat Completions, which most local servers speak.
  case chat

  /// The protocol that an address is known for: Responses at `api.openai.com`, else Messages.
  package init(knownFor baseURL: String) {
    self = (try? HTTPAddress(baseURL))?.host == "api.openai.com" ? .responses : .messages
  }

  /// A provider that speaks the protocol.
  ///
  /// - Parameters:
  ///   - baseURL: the endpoint, with or without a final `/v1`.
  ///   - key: the provider's key; empty for none.
  ///   - transport: what carries requests.
  ///   - idleTimeout: how long the provider may be silent.
  package func provider(
    baseURL: String, key: String, transport: any ModelTransport, idleTimeout: Duration
  ) -> any ModelProvider {
    let deadlines = Deadlines(idle: idleTimeout)
    return switch self {
    case .messages: MessagesProvider(baseURL: baseURL, key: key, transport: transport, deadlines: deadlines)
    case .responses: ResponsesProvider(baseURL: baseURL, key: key, transport: transport, deadlines: deadlines)
    case .chat: ChatCompletionsProvider(baseURL: baseURL, key: key, transport: transport, deadlines: deadlines)
    }
  }
}
