/// What a provider made of a conversation, for itself to read.
package struct ProviderCompaction: Hashable, Sendable {
  /// What stands for the conversation in later requests, as JSON in the provider's protocol; see
  /// `ContentBlock.redactedThinking`.
  package var data: String

  package var usage: Usage

  package init(data: String, usage: Usage) {
    self.data = data
    self.usage = usage
  }
}
