import Models
import Testing

@testable import CommandLineSupport

/// What a provider is called in spans.
struct TelemetryProviderTests {
  @Test(arguments: [
    ("https://api.anthropic.com", ModelProtocol.messages, "anthropic"),
    ("https://api.openai.com/v1", .responses, "openai"),
    ("https://mine.openai.azure.com/openai", .chat, "azure.ai.openai"),
    ("https://api.mistral.ai", .chat, "mistral_ai"),
    ("https://api.x.ai/v1", .messages, "x_ai"),
    // Whose form the rest has, where nobody has a name.
    ("http://127.0.0.1:8080", .chat, "openai"), ("https://models.example", .messages, "anthropic"),
    ("https://notapi.openai.com.example", .messages, "anthropic"),
  ])
  func `a known host has its name, another one that of its protocol`(
    address: String, wireProtocol: ModelProtocol, name: String
  ) {
    #expect(TelemetryProvider.name(at: address, speaking: wireProtocol) == name)
  }
}
