internal import HTTP

/// The address of a provider, and what its host says of it.
package struct Endpoint: Hashable, Sendable {
  /// The address up to and with `/v1`.
  package let url: String

  /// Whether this is OpenAI itself, or its models in Azure, and not one of the many that speak their protocols.
  ///
  /// What these documented lately may be a mistake elsewhere: some servers refuse members that they do not know.
  package let isOpenAI: Bool

  /// Whether this is Anthropic itself.
  package let isAnthropic: Bool

  /// - Parameter baseURL: the address, with or without a final `/v1`.
  package init(_ baseURL: String) {
    var base = baseURL[...]
    while base.hasSuffix("/") { base.removeLast() }
    url = base + (base.hasSuffix("/v1") ? "" : "/v1")
    let host = (try? HTTPAddress(url))?.host.lowercased() ?? ""
    isOpenAI = host == "api.openai.com" || host.hasSuffix(".openai.com") || host.hasSuffix(".openai.azure.com")
    isAnthropic = host == "api.anthropic.com"
  }
}
