import Reporting
import SourceText

extension ReviewReport {
  static func finished(files: Int = 2) throws -> ReviewReport {
    ReviewReport(
      target: .init(
        repository: "shop", description: "main..HEAD", base: try ObjectID(String(repeating: "a1", count: 20)),
        head: try ObjectID(String(repeating: "b2", count: 20))),
      files: try (0..<files).map {
        ReviewedFile(path: try RelativePath("src/\($0).c"), addedLineCount: 1200, removedLineCount: 3)
      }, duration: 812)
  }

  static func withModel() throws -> ReviewReport {
    var report = try finished()
    report.model = "example-large"
    report.duration = 14_249
    report.usage = .init(
      input: 1204, output: 2120, cacheRead: 27_000, cacheWrite: 3000, cacheWriteHour: 1000, requests: 12,
      cost: .init(microdollars: 57_012, savedMicrodollars: 70_650))
    var counts = CandidateCounts()
    (counts.proposed, counts.unplaced, counts.refuted, counts.posted) = (6, 1, 2, 3)
    report.candidates = counts
    report.instructionFiles = ["AGENTS.md", "src/AGENTS.md"]
    report.ineffectiveInstructionFiles = ["AGENTS.md"]
    report.omissions = [
      Omission(path: "vendor/blob.bin", reason: "binary"),
      Omission(path: nil, reason: "2 merge commits, first parent only"),
    ]
    report.heldBackCount = 4
    report.findings = [
      Finding(
        rule: "conflict-marker", category: .hygiene, severity: .critical, confidence: 1,
        location: .init(path: try RelativePath("src/0.c"), lines: LineRange(98, 107)),
        quote: (0..<10).map { "<<<<<<< \($0)\tours" }.joined(separator: "\r\n"), title: "Conflict markers are left",
        explanation: "The file does not compile with them.", isBlocking: true),
      Finding(
        rule: "review/correctness", category: .correctness, severity: .high, confidence: 0.8,
        location: .init(path: try RelativePath("src/1.c"), lines: LineRange(42)),
        quote: "    if (count = limit) {", title: "Assignment where a comparison is meant",
        explanation: """
          The condition assigns the limit to the count and is true unless the limit is zero, so that the loop below runs \
          one time too often.

          Callers then read past the end of the buffer.
          """, suggestion: "Compare with ==.", origin: .model,
        verification: .init(verdict: .confirmed, reason: "The value of count is lost, as the call in line 60 shows.")),
      Finding(
        rule: "review/reliability", category: .reliability, severity: .low, confidence: 0.5,
        location: .init(path: try RelativePath("src/2.c"), lines: LineRange(7, 8), side: .old), quote: "free(p);\n",
        title: "The memory is no longer freed", explanation: "It was before.", suggestion: "free(p);\np = NULL;\n",
        origin: .model, verification: .init(verdict: .uncertain, reason: "It may be owned elsewhere.")),
      Finding(
        rule: "large-file", category: .hygiene, severity: .note, confidence: 1,
        location: .init(path: try RelativePath("data.csv")), quote: "", title: "The file has 12 MB",
        explanation: "Large."),
    ].assigningFingerprints()
    // The second quotation is the whole source line, the third is without its beginning.
    report.indentations = [report.findings[1].fingerprint: "", report.findings[2].fingerprint: "\t\t"]
    return report
  }

  /// A report in which all foreign text tries to drive the terminal.
  static func hostile() throws -> ReviewReport {
    let evil = "\u{1b}[2J\u{1b}]0;title\u{07}\u{9b}31m\r\u{202e}txt\u{200b}\u{7f}"
    var report = try finished()
    report.target = .init(repository: evil, description: evil)
    report.model = evil
    report.incompleteReasons = [evil]
    report.omissions = [Omission(path: evil, reason: evil), Omission(path: nil, reason: evil)]
    report.instructionFiles = [evil]
    report.ineffectiveInstructionFiles = [evil]
    report.findings = [
      Finding(
        rule: evil, category: .security, severity: .high, confidence: 0.5,
        location: .init(path: try RelativePath("a\n\(evil)"), lines: LineRange(1)), quote: "\(evil)\n\(evil)",
        title: evil,
        explanation: "\(evil)\n\(evil)", suggestion: "\(evil)\n\(evil)", origin: .model,
        verification: .init(verdict: .refuted, reason: evil))
    ]
    return report
  }

  /// A review that did not come to its end, with a finding all the same.
  static func incomplete() throws -> ReviewReport {
    var report = try withModel()
    report.findings = Array(report.findings.prefix(1))
    report.incompleteReasons = ["the deadline of 30 s passed", "the model's server could not be reached"]
    return report
  }

  /// A report in which all foreign text is markup of one of the formats.
  static func markup() throws -> ReviewReport {
    let evil = [
      "<script>alert(1)</script> ![i](http://example.org/i.png) [l](javascript:x) <http://example.org> &lt; a|b",
      "https://example.org www.example.org me@example.org @someone #12 a/b#12 *b* _i_ ~~s~~ $x$ `c` \\` {0} {",
      "/close", "# heading", "- item", "+ item", "1. item", "2) item", "=====", "    code", "```", "~~~~", "> quote",
      "---",
      "::error file=a,line=1::fooled", "##[error]fooled %0A::error::fooled",
      "]]> --> <!-- ' \" \u{FFFE} <a b='c' d=\"e\"/>",
    ].joined(separator: "\n")
    var report = try finished()
    report.target = .init(repository: evil, description: evil)
    report.model = evil
    report.incompleteReasons = [evil]
    report.omissions = [Omission(path: evil, reason: evil)]
    report.instructionFiles = [evil]
    report.findings = [
      Finding(
        rule: evil, category: .security, severity: .medium, confidence: 0.5,
        location: .init(path: try RelativePath("a:b, c%d/é`\"<&'>\n::error::x"), lines: LineRange(3, 4)), quote: evil,
        title: evil, explanation: evil, suggestion: evil, origin: .model,
        verification: .init(verdict: .confirmed, reason: evil)),
      Finding(
        rule: "one-line", category: .hygiene, severity: .low, confidence: 1,
        location: .init(path: try RelativePath("b")),
        quote: "````", title: "t", explanation: "", suggestion: String(evil.prefix { $0 != "\n" })),
    ].assigningFingerprints()
    return report
  }
}
