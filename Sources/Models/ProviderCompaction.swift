/// What a provider made of a conversation, for itself to read.
public struct ProviderCompaction: Hashable, Sendable {
  /// What stands for the conversation in later requests, as JSON in the provider's protocol; see
  /// `ContentBlock.redactedThinking`.
  public var data: String

  /// What the request cost.
  public var usage: Usage

  /// A shorter conversation.
  ///
  /// - Parameters:
  ///   - data: JSON in the provider's protocol.
  ///   - usage: what the request cost.
  public init(data: String, usage: Usage) {
    self.data = data
    self.usage = usage
  }
}
