internal import JSON

extension Usage {
  /// The tokens as OpenAI counts them: those that were read from the cache, and those that were written to it, are among
  /// the prompt's.
  ///
  /// Only newer models tell what they wrote, and bill it.
  ///
  /// - Parameters:
  ///   - value: the member `usage`; no object gives nil.
  ///   - prompt: the name of the prompt's tokens, to which `_details` adds where the cached ones stand.
  ///   - output: the name of the answer's.
  init?(openAI value: JSONValue?, prompt: String, output: String) {
    guard let value, case .object = value else { return nil }
    let all = value[prompt]?.tokenCount ?? 0
    let cached = min(value["\(prompt)_details"]?["cached_tokens"]?.tokenCount ?? 0, all)
    let written = min(value["\(prompt)_details"]?["cache_write_tokens"]?.tokenCount ?? 0, all - cached)
    self.init(
      input: all - cached - written, output: value[output]?.tokenCount ?? 0, cacheRead: cached, cacheWrite: written)
  }
}
