import Characterization
import Testing

@testable import TestGeneration

struct PythonTestOutcomeTests {
  private static func outcome(_ state: String, _ words: String = "", _ actual: String = "") -> PythonTestOutcome? {
    let texts = [state, words, actual].map { text in
      RecordedValue.literal(
        "'"
          + text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
          }.joined() + "'", type: "str")
    }
    return PythonTestOutcome(
      Recording(
        candidate: CallCandidate(subject: "t", group: "t", call: "t()"), outcome: .returned(nil), observations: texts,
        regions: RegionVector(), instability: nil, duration: .zero))
  }

  @Test func `what happened takes the place of the literal, in bytes`() throws {
    let source = "def test_a():\n    assert f('ä') == 'b'\n"
    let outcome = try #require(Self.outcome("differs", "the left side was 'c'", #"[2, 22, 2, 25, "'c'"]"#))
    #expect(outcome.state == .differs && outcome.words == "the left side was 'c'")
    #expect(outcome.mended(source) == "def test_a():\n    assert f('ä') == \"c\"\n")
    #expect(outcome.mended("short") == nil)
    #expect(try #require(Self.outcome("passed")).mended(source) == nil)
    #expect(Self.outcome("fails")?.state == .fails)
  }
}
