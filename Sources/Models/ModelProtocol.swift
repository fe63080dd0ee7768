internal import HTTP
internal import Redaction

/// The wire protocols that a provider may speak.
public enum ModelProtocol: String, Hashable, Sendable, CaseIterable {
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

  /// The models behind an endpoint, asked over the network; the key, and what looks like a secret, stays out of what is sent.
  ///
  /// - Parameters:
  ///   - baseURL: an `https` address, or an `http` one on this machine, with or without a final `/v1`.
  ///   - key: the provider's key; empty for none.
  ///   - idleTimeout: how long the provider may be silent before a request has failed; above zero.
  /// - Throws: `ModelError` with the code `invalidRequest` for an address to which nothing can ever be sent.
  public func provider(
    baseURL: String, key: String, idleTimeout: Duration = .seconds(60)
  ) throws(ModelError) -> any ModelProvider {
    do throws(HTTPError) {
      _ = try HTTPAddress(baseURL)
    } catch {
      throw ModelError(error, isStreaming: false)
    }
    let provider = provider(baseURL: baseURL, key: key, transport: HTTPClient(), idleTimeout: idleTimeout)
    return RedactingProvider(provider, redactor: Redactor(knownSecrets: key.isEmpty ? [] : [key]))
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
