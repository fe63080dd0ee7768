import Reporting
import SourceText
import Testing

@testable import Review

struct RankingPolicyTests {
  @Test func `blocking findings come first and are never held back`() throws {
    let findings = try [
      Sample.finding("a", severity: .critical), Sample.finding("b", severity: .high),
      Sample.finding("secret", severity: .low, isBlocking: true),
    ]
    let (shown, heldBack, _) = RankingPolicy(maximumFindings: 1).rank(findings)
    #expect(shown.map(\.rule) == ["secret", "a"])
    #expect(heldBack == 1)
  }

  @Test func `what is sure outranks what is not`() throws {
    let findings = try [
      Sample.finding("unsure", severity: .high, confidence: 0.3),
      Sample.finding("sure", severity: .medium, confidence: 1),
    ]
    #expect(RankingPolicy(maximumFindings: 10).rank(findings).shown.map(\.rule) == ["sure", "unsure"])
  }

  @Test func `the order does not depend on the order of arrival`() throws {
    let findings = try (0..<6).map { try Sample.finding("r", path: "f\($0 % 3)", line: $0) }
    let policy = RankingPolicy(maximumFindings: 10)
    let expected = policy.rank(findings).shown
    for shift in 1..<6 {
      #expect(policy.rank(Array(findings[shift...] + findings[..<shift])).shown == expected)
    }
  }

  @Test func `findings of a rule that was wrong come later, and those of one that was hardly ever right do not come`()
    throws
  {
    let findings = try [
      Sample.finding("often-wrong", severity: .high), Sample.finding("never-right", severity: .critical),
      Sample.finding("fine", severity: .medium), Sample.finding("often-wrong", severity: .high, line: 2),
    ]
    let policy = RankingPolicy(
      maximumFindings: 2, confidenceFactors: ["often-wrong": 0.4, "never-right": 0.2, "fine": 1, "absent": 0.1])
    let (shown, heldBack, doubts) = policy.rank(findings)
    #expect(shown.map(\.rule) == ["fine", "often-wrong"])
    #expect(abs(shown[1].confidence - 0.36) < 1e-9)
    #expect(heldBack == 1, "by the limit")
    #expect(doubts.map(\.rule) == ["never-right", "often-wrong"])
    #expect(doubts.map(\.heldBack) == [1, 0])
    #expect(doubts.map(\.lowered) == [0, 2])
  }

  @Test func `a blocking finding is believed whatever is known of its rule`() throws {
    let finding = try Sample.finding("secret", severity: .low, isBlocking: true)
    let (shown, _, doubts) = RankingPolicy(maximumFindings: 0, confidenceFactors: ["secret": 0]).rank([finding])
    #expect(shown == [finding])
    #expect(doubts.isEmpty)
  }

  @Test func `a candidate that says what a rule has said is dropped, and the graver of two stays`() throws {
    let rule = try Sample.finding("rule", line: 5)
    let repeated = try Sample.finding("review/security", line: 5)
    let low = try Sample.finding("review/low", severity: .low, line: 9)
    let high = try Sample.finding("review/high", severity: .high, line: 9)
    let kept = Deduplication.removingRepetitions(from: [repeated, low, high], alreadySaid: [rule])
    #expect(kept.map(\.rule) == ["review/high"])
  }

  @Test func `two defects in one line are two findings`() throws {
    var first = try Sample.finding("review/a", line: 9)
    first.title = "The lock is not released on error"
    var second = try Sample.finding("review/b", line: 9)
    second.title = "The path is joined without a check"
    #expect(Deduplication.removingRepetitions(from: [first, second], alreadySaid: []).count == 2)
  }
}

enum Sample {
  static func finding(
    _ rule: String, severity: Severity = .medium, confidence: Double = 0.9, path: String = "a.swift", line: Int = 1,
    isBlocking: Bool = false
  ) throws -> Finding {
    Finding(
      rule: rule, category: .security, severity: severity, confidence: confidence,
      location: Finding.Location(path: try RelativePath(path), lines: LineRange(line)), quote: "x", title: "t",
      explanation: "e", isBlocking: isBlocking)
  }
}
