package import HTTP

/// OpenAI's Chat Completions protocol, as Ollama, vLLM, llama.cpp and many others speak it.
package enum ChatCompletionsCodec: ProtocolCodec {
  package typealias Decoder = ChatCompletionsDecoder

  package static let path = "/chat/completions"

  package static let errorMeanings = OpenAIErrors.meanings

  package static func headers(key: String) -> [HTTPHeader] { bearer(key) }
}
