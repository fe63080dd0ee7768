import Testing

@testable import Characterization

struct RecordingComparisonTests {
  private func recording(
    _ call: String, _ outcome: RecordedOutcome, observations: [RecordedValue] = [], instability: String? = nil
  ) -> Recording {
    Recording(
      candidate: CallCandidate(subject: call, group: call, call: call), outcome: outcome, observations: observations,
      regions: RegionVector(), instability: instability, duration: .milliseconds(1))
  }

  private let one = RecordedValue.literal("1", type: "Int")
  private let two = RecordedValue.literal("2", type: "Int")

  @Test func `calls that end as before are unchanged, also when a trap is worded otherwise`() {
    let before = [recording("a()", .returned(one)), recording("b()", .trapped(signal: 4, message: "line 3"))]
    let after = [recording("b()", .trapped(signal: 5, message: "line 4")), recording("a()", .returned(one))]
    let comparison = RecordingComparison(before: before, after: after)
    #expect(comparison.isSame && comparison.unchanged.map(\.call) == ["a()", "b()"])
  }

  @Test func `another end and another observation are differences`() {
    let before = [
      recording("a()", .returned(one)), recording("b()", .returned(nil), observations: [one, one]),
      recording("c()", .returned(one)), recording("d()", .returned(one)),
    ]
    let after = [
      recording("a()", .returned(two)), recording("b()", .returned(nil), observations: [one, two]),
      recording("d()", .timedOut, instability: "it did not end in time"),
    ]
    let comparison = RecordingComparison(before: before, after: after)
    #expect(!comparison.isSame)
    #expect(comparison.differences.map(\.candidate.call) == ["a()", "b()", "d()"])
    #expect(comparison.differences.map(\.observations) == [[], [1], []])
    #expect(comparison.lost.map(\.call) == ["c()"])
  }

  @Test func `nothing follows from calls that were unsteady before`() {
    let before = [recording("a()", .returned(one), instability: "it differs"), recording("b()", .returned(one))]
    let after = [recording("a()", .returned(two)), recording("b()", .returned(one), instability: "it differs")]
    let comparison = RecordingComparison(before: before, after: after)
    #expect(comparison.isSame && comparison.undecided.map(\.call) == ["a()", "b()"])
  }
}
