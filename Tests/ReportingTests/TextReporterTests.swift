import Reporting
import SourceText
import Testing

@Suite struct TextReporterTests {
  @Test func `findings, their quotations and the cost are shown`() throws {
    try expectSnapshot("with-model.txt", TextReporter().text(of: .withModel()))
  }

  @Test func `colours are used on request`() throws {
    try expectSnapshot("with-model-colored.txt", TextReporter(isColored: true).text(of: .withModel()))
  }

  @Test func `a clean change`() throws {
    try expectSnapshot("clean.txt", TextReporter().text(of: .finished()))
  }

  @Test func `an incomplete review says so first`() throws {
    var report = try ReviewReport.finished(files: 1)
    report.model = "example-large"
    report.incompleteReasons = ["the deadline of 30 s passed", "the model's server could not be reached"]
    report.omissions = (1...13).map { Omission(path: "src/\($0).c", reason: "not reached in time") }
    try expectSnapshot("incomplete.txt", TextReporter().text(of: report))
  }

  @Test func `foreign text cannot drive the terminal`() throws {
    let text = TextReporter().text(of: try .hostile())
    let bad = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(bad.isEmpty)
    #expect(text.contains("a "), "the line feed in the path does not start a line")
  }

  /// The lines of the report on one finding, without those around it.
  private func lines(
    _ quote: String, indentation: String? = nil, lines: LineRange? = LineRange(7), suggestion: String? = nil,
    explanation: String = "e", width: Int = 80
  ) throws -> [String] {
    var report = try ReviewReport.finished()
    report.findings = [
      Finding(
        rule: "r", category: .hygiene, severity: .low, confidence: 1,
        location: .init(path: try RelativePath("a.c"), lines: lines), quote: quote, title: "t",
        explanation: explanation, suggestion: suggestion)
    ].assigningFingerprints()
    report.indentations = indentation.map { [report.findings[0].fingerprint: $0] } ?? [:]
    let all = TextReporter(width: width).text(of: report).split(separator: "\n", omittingEmptySubsequences: false)
    return all.dropFirst(2).prefix { $0 != "1 finding: 1 low" }.dropLast().map(String.init)
  }

  @Test(
    arguments: [
      ("x = 1;", "    ", "a.c:7:5: low: t [r]", "      x = 1;", "      ^~~~~~"),
      ("x = 1;", nil, "a.c:7: low: t [r]", "  x = 1;", "  ^~~~~~"),
      ("\t\tx", "", "a.c:7:3: low: t [r]", "          x", "          ^"),
      ("x\ty", "  \t", "a.c:7:4: low: t [r]", "      x   y", "      ^~~~~"),
      ("\u{6F22}\u{5B57} = 1", " ", "a.c:7:2: low: t [r]", "   \u{6F22}\u{5B57} = 1", "   ^~~~~~~~"),
      ("e\u{301}\u{1F600}", "", "a.c:7:1: low: t [r]", "  e\u{301}\u{1F600}", "  ^~~"),
      ("a\u{1B}[2Jb\r", "", "a.c:7:1: low: t [r]", "  a\\x1b[2Jb", "  ^~~~~~~~~"),
      ("x  \t ", " ", "a.c:7:2: low: t [r]", "   x", "   ^"),
    ] as [(String, String?, String, String, String)])
  func `the mark stands below what is quoted`(
    quote: String, indentation: String?, heading: String, code: String, mark: String
  ) throws {
    // Tabs are counted from the beginning of the code, which stands behind a number, a bar and a blank.
    #expect(
      try lines(quote, indentation: indentation)
        == [heading, "  7 │" + code.dropFirst(), "    │" + mark.dropFirst(), "  e"])
  }

  @Test func `a line of blanks has no mark, and no quotation no lines`() throws {
    #expect(try lines("  \t\nx", lines: LineRange(7, 8)) == ["a.c:7: low: t [r]", "  7 │", "  8 │ x", "  e"])
    #expect(try lines("", lines: nil) == ["a.c: low: t [r]", "  e"])
  }

  @Test func `a long line is cut around its beginning`() throws {
    let wide = String(repeating: "\u{6F22}", count: 100)
    for (quote, indentation) in [
      (String(repeating: "q", count: 500), ""), ("q", String(repeating: " ", count: 300)), (wide, "\t\t\t"),
      (String(repeating: "\u{1B}", count: 90), String(repeating: "\t", count: 50)),
    ] {
      for width in [40, 61, 80, 120, 500] {
        let shown = try lines(quote, indentation: indentation, width: width)
        let (code, mark) = (shown[1], shown[2])
        #expect(columns(code) <= min(width, 120))
        #expect(columns(code) == columns(mark) && mark.contains("^"))
        #expect(code.contains("…"))
      }
    }
    #expect(try lines("q", indentation: String(repeating: "\t", count: 50))[1...2] == ["  7 │ …q", "    │  ^"])
  }

  /// The samples have no characters of other widths.
  private func columns(_ line: String) -> Int { line.reduce(0) { $0 + ($1 == "\u{6F22}" ? 2 : 1) } }

  @Test func `words are wrapped to the width`() throws {
    let words = (0..<60).map { String(repeating: "w", count: $0 % 9 + 1) }.joined(separator: " ")
    for width in [0, 40, 80, 120, 1000] {
      let shown = try lines("x", suggestion: words, explanation: words, width: width)
      let longest = try #require(shown.map(\.count).max())
      #expect((min(max(width, 40), 120) - 9...min(max(width, 40), 120)).contains(longest))
      let told = shown.joined(separator: " ").split(separator: " ").filter { $0.allSatisfy { $0 == "w" } }
      #expect(told.count == 120)
    }
  }

  @Test func `a suggestion of several lines is a block, of which nothing is cut off`() throws {
    let long = "    call(\((1...30).map(String.init).joined(separator: ", ")))"
    let shown = try lines("x", suggestion: "if a {\n\tb\n\n\(long)\n}\n", width: 60)
    #expect(shown.dropFirst(4).prefix(4) == ["  Suggestion:", "    if a {", "        b", ""])
    #expect(shown.last == "    }")
    #expect(shown.dropFirst(8).dropLast().allSatisfy { $0.hasPrefix("        ") && $0.count <= 60 })
    #expect(shown.joined(separator: " ").contains("30)"))
  }

  @Test func `no line is a command of a build server`() throws {
    for report in [try ReviewReport.markup(), try .hostile()] {
      for isColored in [false, true] {
        for line in TextReporter(isColored: isColored).text(of: report).split(separator: "\n") {
          #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"), "\(line)")
          #expect(!line.contains("##["), "\(line)")
        }
      }
    }
    let text = "::error::a\n  ::add-mask::b\nx ###[error]c\n##vso[d] ##teamcity[e]\na::b ## [x]"
    #expect(
      try lines("x", explanation: text).dropFirst(3) == [
        "  \\::error::a", "  \\::add-mask::b", "  x ###\\[error]c", "  ##vso\\[d] ##teamcity\\[e]", "  a::b ## [x]",
      ])
  }

  @Test func `no line of a wrapped text is longer than the width`() throws {
    var report = try ReviewReport.finished()
    let words = (0..<300).map { String(repeating: "w", count: $0 % 17 + 1) }.joined(separator: " ")
    report.findings = [
      Finding(
        rule: "r", category: .hygiene, severity: .low, confidence: 1, location: .init(path: try RelativePath("a")),
        quote: String(repeating: "q", count: 500), title: "t", explanation: words, suggestion: words)
    ]
    let text = TextReporter().text(of: report)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.split(whereSeparator: \.isWhitespace).filter { $0.allSatisfy { $0 == "w" } }.count == 600)
  }

  /// Every combination of what may be missing from a review without findings.
  @Test(arguments: [
    (true, 0, 0), (true, 0, 1), (true, 1, 0), (true, 1, 1), (false, 0, 1), (false, 1, 0), (false, 1, 1),
  ])
  func `no issues found is said of a complete review alone`(isComplete: Bool, files: Int, omissions: Int) throws {
    for heldBack in [0, 2] {
      var report = try ReviewReport.finished(files: files)
      report.incompleteReasons = isComplete ? [] : ["the budget is used up"]
      report.omissions = [Omission](repeating: Omission(path: "x", reason: "binary"), count: omissions)
      report.heldBackCount = heldBack
      let text = TextReporter().text(of: report)
      let lines = text.split(separator: "\n")
      let isClean = isComplete && files > 0 && heldBack == 0
      #expect(lines.contains("No issues found.") == (isClean && omissions == 0))
      #expect(text.contains("No issues") == isClean)
      #expect(lines[1].hasPrefix("INCOMPLETE") != isComplete)
    }
  }

  @Test(arguments: [
    (ReviewReport.Cost(microdollars: 42_349, savedMicrodollars: 0), "$0.0423"),
    (.init(microdollars: 1_234_567_890, savedMicrodollars: 5_000), "$1,234.5679, $0.0050 saved by the cache"),
    (.init(microdollars: 20, savedMicrodollars: -10), "less than $0.0001, less than $0.0001 of it for a cache"),
    (.init(microdollars: 100, savedMicrodollars: 0, unpricedTokens: 1234), "$0.0001, without 1,234 tokens of models"),
    (
      .init(microdollars: 20_000, savedMicrodollars: 0, estimatedTokens: 900, estimatedMicrodollars: 4_000),
      "$0.0200, about $0.0040 of it for answers that were cut off"
    ),
    (.init(unpricedTokens: 5), "not known: the model has no known price"),
  ])
  func `the cost is told as far as it is known`(cost: ReviewReport.Cost, text: String) throws {
    var report = try ReviewReport.withModel()
    report.usage.cost = cost
    let line = try #require(TextReporter().text(of: report).split(separator: "\n").first { $0.contains("Cost") })
    #expect(line.contains("Cost          \(text)"), "\(line)")
  }

  @Test func `tokens that are an estimate are told as one`() throws {
    var report = try ReviewReport.withModel()
    #expect(!TextReporter().text(of: report).contains("estimated"))
    report.usage.cost = .init(estimatedTokens: 1_234)
    #expect(TextReporter().text(of: report).contains("; 1,234 of them estimated, of answers that were cut off"))
  }

  @Test func `where no token was used there is no word on the cost`() throws {
    var report = try ReviewReport.withModel()
    report.usage = .init()
    #expect(!TextReporter().text(of: report).split(separator: "\n").contains { $0.contains("Cost") })
  }
}
