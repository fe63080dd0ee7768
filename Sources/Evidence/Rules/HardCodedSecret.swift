internal import Redaction
package import SourceText

/// Reports secrets that a change adds.
package struct HardCodedSecret: EvidenceRule {
  package static let description = RuleDescription(
    id: "secret", title: "Secret in the change",
    rationale: """
      A pushed secret is public to everybody who can read the repository, now and later, and deleting it afterwards \
      does not take it back. Tokens of known form are found by their form; other values only when their name says that \
      they are secret and they look random. In tests, fixtures and examples most are made up, so a finding there is of \
      high severity and does not block; neither does an unquoted value with nothing but its name to speak for it. In \
      lock files, which are full of checksums, only known forms count.
      """,
    category: .security, severity: .critical, confidence: 0.9, isBlocking: true)

  /// Below this confidence a secret does not stop a push.
  private static let blockingConfidence = 0.7

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    var findings: [Finding] = []
    for run in addedRuns(file) {
      // Lines that follow each other are scanned together, since a private key spans many.
      let range = file.lines[run.lowerBound].range.lowerBound..<file.lines[run.upperBound - 1].range.upperBound
      let matches = SecretScanner.scan(file.bytes.span.extracting(range)).map { match in
        var match = match
        match.range = match.range.lowerBound + range.lowerBound..<match.range.upperBound + range.lowerBound
        return match
      }
      for (index, match) in matches.enumerated() where !(match.isGeneric && file.role.isGenerated) {
        findings.append(finding(file, matches, index))
      }
    }
    return findings
  }

  private func finding(_ file: ChangedFile, _ matches: [SecretMatch], _ index: Int) -> Finding {
    let match = matches[index]
    let first = file.lines[file.lineIndex(at: match.range.lowerBound)]
    let last = file.lines[file.lineIndex(at: match.range.upperBound - 1)]
    var finding = Self.description.finding(
      at: file.location(first, last), quote: maskedQuote(file, first, matches, index),
      title: "The change holds \(match.kind.name)",
      explanation: """
        \(masked(file, match)) stands in plain text: whoever can read the repository can use it, now and from \
        its history.
        """,
      suggestion:
        "Remove it from the commits, revoke it if it was ever real, and read it from the environment or a vault.")
    finding.confidence = match.confidence
    if file.role.isTest || file.role.isExample {
      finding.severity = .high
      finding.isBlocking = false
      finding.confidence = min(match.confidence, 0.5)
      finding.explanation += " The path looks like a test or an example, so it may be made up."
    } else if match.confidence < Self.blockingConfidence {
      finding.severity = .high
      finding.isBlocking = false
    }
    return finding
  }

  private func masked(_ file: ChangedFile, _ match: SecretMatch) -> String {
    Redactor.masked(String(decoding: file.bytes[match.range], as: UTF8.self))
  }

  /// The line of a match with every secret on it masked; of a long line only what is near the match.
  private func maskedQuote(
    _ file: ChangedFile, _ line: ChangedFile.Line, _ matches: [SecretMatch], _ index: Int
  ) -> String {
    let range = file.trimmed(line.range)
    // Nothing between two matches holds a secret, so the quotation may begin behind any of them.
    var first = index
    while first > 0, index - first < 4, matches[first - 1].range.upperBound > range.lowerBound { first -= 1 }
    var position = first > 0 ? max(range.lowerBound, matches[first - 1].range.upperBound) : range.lowerBound
    var quote = ""
    for match in matches[first...].prefix(8) where match.range.lowerBound < range.upperBound {
      let start = max(position, match.range.lowerBound)
      quote += String(decoding: file.bytes[max(position, start - 100)..<start], as: UTF8.self) + masked(file, match)
      position = min(range.upperBound, match.range.upperBound)
    }
    let next = first + 8 < matches.count ? matches[first + 8].range.lowerBound : range.upperBound
    return quote
      + String(
        decoding: file.bytes[position..<max(position, min(range.upperBound, next, position + 100))], as: UTF8.self)
  }

  /// The runs of added lines, as ranges of line indices; in the buffer the lines of a run follow each other.
  private func addedRuns(_ file: ChangedFile) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, line) in file.lines.enumerated() where line.kind == .added {
      if let last = runs.last, last.upperBound == index, file.lines[index - 1].hunk == line.hunk {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}
