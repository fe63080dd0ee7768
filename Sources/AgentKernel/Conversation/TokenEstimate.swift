package import Models

/// How many tokens a request will have, learnt from how many the provider counted in those before.
///
/// The tokens of a text depend on the model and on what the text is: English has four to five bytes a token, code three to
/// four, lines full of numbers little more than two. So the ratio of this conversation is measured, the newest requests
/// counting most. From the last count on only what is new has to be estimated.
package struct TokenEstimate: Hashable, Sendable {
  /// What is believed before anything was counted: more tokens than most texts have.
  private static let firstBytesPerToken = 3.0

  /// Fewer tokens than this are a count of something else: some local servers leave out the part that they had cached.
  private static let mostBytesPerToken = 8.0

  /// With more tokens than this, most of them are not of texts that are known here.
  private static let leastBytesPerToken = 1.0

  /// How much of what was learnt before still counts beside a new count.
  private static let memory = 0.7

  private var bytes = 0.0
  private var tokens = 0.0

  /// The last credible count, of a prompt and its answer, and the bytes of their texts.
  private var anchor: Anchor?

  private struct Anchor: Hashable, Sendable {
    var bytes: Int
    var tokens: Int
  }

  package init() {}

  /// Bytes of text that make a token.
  package var bytesPerToken: Double { tokens > 0 ? bytes / tokens : Self.firstBytesPerToken }

  /// Takes in what the provider counted.
  ///
  /// - Parameters:
  ///   - usage: the tokens of one prompt and its answer.
  ///   - promptBytes: the bytes of the prompt's texts: system, tools and messages.
  ///   - answerBytes: the bytes of what the answer adds to the next prompt.
  package mutating func learn(_ usage: Usage, promptBytes: Int, answerBytes: Int) {
    let ratio = Double(promptBytes) / Double(usage.prompt)
    guard usage.prompt > 0, ratio <= Self.mostBytesPerToken else { return }
    anchor = Anchor(bytes: promptBytes + answerBytes, tokens: usage.prompt + usage.output)
    guard ratio >= Self.leastBytesPerToken else { return }
    bytes = bytes * Self.memory + Double(promptBytes)
    tokens = tokens * Self.memory + Double(usage.prompt)
  }

  /// The tokens of a prompt, rounded up.
  ///
  /// - Parameter bytes: the bytes of its texts: system, tools and messages.
  package func tokens(bytes: Int) -> Int {
    guard let anchor, bytes >= anchor.bytes else { return tokens(ofText: bytes) }
    return anchor.tokens + tokens(ofText: bytes - anchor.bytes)
  }

  /// The tokens of some text of the conversation, rounded up.
  package func tokens(ofText bytes: Int) -> Int { Int((Double(bytes) / bytesPerToken).rounded(.up)) }
}
