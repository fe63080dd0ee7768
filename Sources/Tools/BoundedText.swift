/// Lines for a model, up to a limit; what does not fit is counted and said.
struct BoundedText {
  /// The most bytes of one tool answer: what a model reads with attention, about 8,000 tokens.
  static let sizeLimit = 32 << 10

  /// The most Unicode scalars of one line; minified code has lines that would fill an answer.
  static let lineLimit = 500

  private(set) var text = ""
  private(set) var leftOut = 0
  private let limit: Int

  init(limit: Int = BoundedText.sizeLimit) {
    self.limit = limit
  }

  var isFull: Bool { leftOut > 0 }

  /// - Returns: whether the line is there whole.
  @discardableResult
  mutating func append(_ line: some StringProtocol) -> Bool {
    let count = line.utf8.count
    guard leftOut == 0, text.utf8.count + min(count, Self.lineLimit) < limit else {
      leftOut += 1
      return false
    }
    if count > Self.lineLimit {
      // Not characters: one of them may be a letter with a thousand accents.
      let kept = String(String.UnicodeScalarView(line.unicodeScalars.prefix(Self.lineLimit)))
      text += kept
      text += " … [\(count - kept.utf8.count) more bytes in this line]\n"
      return false
    }
    text += line
    text += "\n"
    return true
  }

  /// The text, and below it what to do about the lines that did not fit.
  func finished(more advice: (Int) -> String) -> String {
    leftOut == 0 ? text : text + "[" + advice(leftOut) + "]\n"
  }
}
