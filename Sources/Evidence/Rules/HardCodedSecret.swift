internal import Redaction
package import SourceText

/// Reports secrets that a change adds.
package struct HardCodedSecret: EvidenceRule {
  package static let description = RuleDescription(
    id: "secret", title: "Secret in the change",
    rationale: """
      A pushed secret is public to everybody who can read the repository, now and later, and deleting it afterwards does \
      not take it back. Tokens of known form are found by their form; other values only when their name says that they \
      are secret and they look random. In tests, fixtures and examples most are made up, so a finding there is of high \
      severity and does not block; neither does an unquoted value with nothing but its name to speak for it. In lock \
      files, which are full of checksums, only known forms count.
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
      for match in matches where !(match.isGeneric && file.role.isGenerated) {
        findings.append(finding(file, match, matches))
      }
    }
    return findings
  }

  private func finding(_ file: ChangedFile, _ match: SecretMatch, _ matches: [SecretMatch]) -> Finding {
    let first = file.lines[file.lineIndex(at: match.range.lowerBound)]
    let last = file.lines[file.lineIndex(at: match.range.upperBound - 1)]
    var finding = Self.description.finding(
      at: file.location(first, last), quote: maskedQuote(file, first, matches),
      title: "The change holds \(match.kind.name)",
      explanation: """
        Whoever can read the repository can use it (\(masked(file, match))), now and from its history later.
        """,
      suggestion:
        "Remove it from the commits, revoke it if it was ever real, and read it from the environment or a vault.")
    finding.confidence = match.confidence
    if file.role.isTest || file.role.isExample {
      finding.severity = .high
      finding.isBlocking = false
      finding.confidence = match.confidence * 0.6
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

  /// The line with every secret on it masked; of one that goes on below, the part on this line.
  private func maskedQuote(_ file: ChangedFile, _ line: ChangedFile.Line, _ matches: [SecretMatch]) -> String {
    let range = file.trimmed(line.range)
    var quote = ""
    var position = range.lowerBound
    for match in matches where match.range.overlaps(range) {
      let start = max(position, match.range.lowerBound)
      // The line before a secret may be very long; some of it is enough.
      quote += String(decoding: file.bytes[max(position, start - 100)..<start], as: UTF8.self)
      quote += masked(file, match)
      position = min(range.upperBound, match.range.upperBound)
      if quote.utf8.count > 400 { return quote }
    }
    return quote + String(decoding: file.bytes[position..<min(range.upperBound, position + 100)], as: UTF8.self)
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
