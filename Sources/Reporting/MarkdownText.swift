internal import Redaction

/// Puts foreign text into GitHub Flavored Markdown so that it stays text.
enum MarkdownText {
  /// Words on one line: no markup, no HTML, no links, no mention of a user or an issue.
  static func line(_ text: String, limit: Int = 300) -> String {
    escaped(TerminalText.singleLine(text, limit: limit))
  }

  /// Words whose line breaks stay; blank lines part paragraphs, as they do in Markdown.
  static func prose(_ text: String) -> String {
    TextLayout.lines(of: text).map { escaped(TerminalText.escaped($0)) }.joined(separator: "\n")
  }

  /// One line of code within words.
  static func code(_ text: String, limit: Int = 1000) -> String {
    let content = TerminalText.singleLine(text, limit: limit)
    if content.isEmpty { return "" }
    let delimiter = String(repeating: "`", count: longestRun(in: [content]) + 1)
    // Markdown takes one space off each side, if both are there.
    return "\(delimiter) \(content) \(delimiter)"
  }

  /// Lines of code, in a fence longer than any in them.
  static func fenced(_ lines: [String]) -> String {
    let lines = lines.map { TerminalText.escaped($0) }
    let fence = String(repeating: "`", count: max(3, longestRun(in: lines) + 1))
    return ([fence] + lines + [fence]).joined(separator: "\n")
  }

  private static func longestRun(in lines: [String]) -> Int {
    lines.map { line in
      var longest = 0
      var current = 0
      for scalar in line.unicodeScalars {
        current = scalar == "`" ? current + 1 : 0
        longest = max(longest, current)
      }
      return longest
    }.max() ?? 0
  }

  private static func escaped(_ line: String) -> String {
    // Space in front would make code of the line, and space behind it a line break.
    let scalars = Array(line.unicodeScalars.drop { $0 == " " || $0 == "\t" })
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      // Mentions, references and addresses are looked for in what Markdown has made of the text, where an escape is gone:
      // an empty comment keeps the parts asunder.
      case "@": result += "@<!-- -->"
      case "#": result += "\\#<!-- -->"
      case "/" where next == "/": result += "/<!-- -->"
      case "." where isAddress(after: scalars[..<index]): result += "<!-- -->."
      case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~", "$": result += "\\\(scalar)"
      // Numbered lists.
      case "." where isNumber(scalars[..<index]), ")" where isNumber(scalars[..<index]): result += "\\\(scalar)"
      // Lists and underlines at the start of a line, and GitLab's quick actions.
      default: result += index == 0 && "-+=/:".unicodeScalars.contains(scalar) ? "\\\(scalar)" : String(scalar)
      }
    }
    while result.last == " " || result.last == "\t" { result.removeLast() }
    return result
  }

  private static func isAddress(after beginning: ArraySlice<Unicode.Scalar>) -> Bool {
    beginning.count >= 3 && beginning.suffix(3).allSatisfy { $0 == "w" || $0 == "W" }
  }

  private static func isNumber(_ beginning: ArraySlice<Unicode.Scalar>) -> Bool {
    !beginning.isEmpty && beginning.allSatisfy { ("0"..."9").contains($0) }
  }
}
