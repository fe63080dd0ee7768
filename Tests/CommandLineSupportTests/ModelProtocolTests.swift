import CommandLineSupport
import Models
import Testing

struct ModelProtocolTests {
  @Test(arguments: [
    ("https://api.anthropic.com", ModelProtocol.messages), ("https://api.openai.com/v1", .responses),
    ("https://API.OpenAI.com", .responses), ("https://api.openai.com.evil.example", .messages),
    ("http://127.0.0.1:11434", .messages), ("no address", .messages),
  ])
  func `an address tells its protocol by its host`(_ address: String, _ known: ModelProtocol) {
    #expect(ModelProtocol(knownFor: address) == known)
  }
}
