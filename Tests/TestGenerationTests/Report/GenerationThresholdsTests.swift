import Mutation
import Testing
import Verification

@testable import TestGeneration

struct GenerationThresholdsTests {
  private static let both = GenerationThresholds(coverage: 85, mutation: 60)

  @Test(arguments: [nil, MutationScore([]), MutationScore([.ignored(reason: "limit"), .compileError])])
  func `what was not measured misses its threshold, and shows no share`(score: MutationScore?) {
    let report = ReportExample.report("Queue", lines: CoverageReport.Share(covered: 0, total: 0), mutation: score)
    #expect(
      Self.both.missed(by: report) == [
        "Queue: no line was measured, so that 85.0 % are not reached",
        "Queue: no mutant was measured, so that 60.0 % are not reached",
      ])
    let text = TextGenerationReport.text(of: report)
    #expect(text.contains("not measured"))
    #expect(!text.contains("%"))
    #expect(!HTMLGenerationReport.text(of: [report]).contains("100.0"))
  }

  @Test func `mutants that were not met count apart, and against the threshold`() {
    let late = Array(repeating: MutantStatus.ignored(reason: "there was no time left for it"), count: 97)
    let noticed = Array(repeating: MutantStatus.killed(by: []), count: 3)
    let report = ReportExample.report("Queue", mutation: MutationScore(noticed + late))
    #expect(
      Self.both.missed(by: report).last == "Queue: 3 of 100 mutants are known to be noticed, and 97 were not measured, "
        + "so that 60.0 % are not reached")
    #expect(TextGenerationReport.text(of: report).contains("100.0 % (3 of 3; 97 more not measured)"))
    // Who wants fewer mutants gets a score of those.
    let sample = ReportExample.report("Queue", mutation: MutationScore(noticed + [.leftOut, .skipped]))
    #expect(GenerationThresholds(coverage: nil, mutation: 60).missed(by: sample).isEmpty)
  }

  @Test func `what was measured is held against its threshold`() {
    let mutation = MutationScore([.survived, .killed(by: []), .timedOut])
    let good = ReportExample.report("Queue", lines: CoverageReport.Share(covered: 17, total: 20), mutation: mutation)
    #expect(Self.both.missed(by: good).isEmpty)
    let bad = ReportExample.report(
      "Queue", lines: CoverageReport.Share(covered: 8499, total: 10000), mutation: MutationScore([.notCovered]))
    #expect(
      Self.both.missed(by: bad) == [
        "Queue: 84.9 % of lines are covered, fewer than 85.0 %",
        "Queue: 0.0 % of mutants are noticed, fewer than 60.0 %",
      ])
    #expect(GenerationThresholds(coverage: nil, mutation: nil).missed(by: bad).isEmpty)
  }
}
