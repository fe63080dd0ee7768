internal import AgentKernel
internal import SourceText

/// What a model is told when its text is not in the file: what comes nearest, as it really stands there.
struct EditRefusal {
  /// How many lines of one place are shown.
  private static let lineLimit = 12

  private let candidates: [EditCandidate]
  private let source: SourceLines

  init(_ candidates: [EditCandidate], in source: SourceLines) {
    self.candidates = candidates
    self.source = source
  }

  var error: ToolError {
    guard !candidates.isEmpty else {
      return ToolError("the old text is not in the file, and nothing in it is like it; read the file again")
    }
    var text = BoundedText(limit: 6 << 10)
    for candidate in candidates {
      let count = candidate.lines.last - candidate.lines.first + 1
      text.append("lines \(candidate.lines.first) to \(candidate.lines.last):")
      for number in candidate.lines.first..<candidate.lines.first + min(count, Self.lineLimit) {
        guard number <= source.lines.count else { break }
        text.append(DiffText.numbered(number, " ", String(decoding: source.content(of: number - 1), as: UTF8.self)))
      }
      if count > Self.lineLimit { text.append("      …") }
    }
    return ToolError(
      "the old text is not in the file. The nearest places are below; copy what is there, without the numbers.\n"
        + text.finished { "\($0) more lines" })
  }
}
