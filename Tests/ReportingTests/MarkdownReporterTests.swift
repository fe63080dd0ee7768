import Reporting
import SourceText
import Testing

@Suite struct MarkdownReporterTests {
  /// The lines outside of code fences, by the rule of CommonMark that a fence ends with one at least as long.
  private func prose(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    var fence: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let length = line.prefix { $0 == "`" }.count
      if let open = fence {
        if length >= open, length == line.count { fence = nil }
      } else if length >= 3 {
        fence = length
      } else {
        lines.append(line)
      }
    }
    #expect(fence == nil, "every fence is closed")
    return lines
  }

  @Test func `foreign text stays text`() throws {
    for line in prose(MarkdownReporter().text(of: try .markup())) {
      // What a code span holds is not read as markup.
      var words = line.replacing(/(`+) .*? \1(?!`)/, with: "")
      #expect(!words.contains("//") && !words.lowercased().contains("www."), "\(line)")
      words = words.replacing("<!-- -->", with: "")[...]
      words = words.replacing(/\\[!-\/:-@\[-`{-~]/, with: "")[...]
      if words.hasPrefix("> **") { words = words.dropFirst(2) }
      words = words.replacing("**", with: "")[...]
      if words.hasPrefix("*Confirmed by a second look:*") { words = words.dropFirst(30) }
      #expect(!words.contains { "<>[]`*_|~&$\\".contains($0) }, "\(line)")
    }
  }

  @Test func `foreign text starts no block`() throws {
    let text = MarkdownReporter().text(of: try .markup())
    let lines = prose(text)
    #expect(lines.filter { $0.hasPrefix("#") }.count == 3, "the heading of the report and of two findings")
    #expect(lines.filter { $0 == "---" }.count == 1)
    #expect(!lines.contains { $0.hasPrefix("/") || $0.hasPrefix("- ") || $0.hasPrefix("+ ") || $0.hasPrefix(" ") })
    #expect(!lines.contains { $0.hasPrefix("1. ") || $0.hasPrefix("2) ") || $0.hasPrefix("=") })
  }

  @Test func `nobody is mentioned`() throws {
    let lines = prose(MarkdownReporter().text(of: try .markup()))
    #expect(lines.contains { $0.contains("@<!-- -->someone") })
    #expect(lines.contains { $0.contains("\\#<!-- -->12") })
  }

  @Test func `an incomplete review says so first`() throws {
    let lines = prose(MarkdownReporter().text(of: try .incomplete()))
    #expect(lines[2] == "> **Incomplete:** the deadline of 30 s passed")
  }

  @Test func `old lines are marked`() throws {
    let text = MarkdownReporter().text(of: try .withModel())
    #expect(text.contains("` src/2.c ` lines 7 to 8 (before), **low**"))
  }
}
