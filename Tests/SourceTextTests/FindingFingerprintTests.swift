import SourceText
import Testing

@Suite struct FindingFingerprintTests {
  private func finding(
    rule: String = "a", path: String = "x.c", line: Int = 1, quote: String = "if (a)"
  ) throws -> Finding {
    Finding(
      rule: rule, category: .correctness, severity: .high, confidence: 1,
      location: .init(path: try RelativePath(path), lines: LineRange(line)), quote: quote, title: "t", explanation: "e")
  }

  @Test func `a fingerprint survives moved lines and changed white space`() throws {
    let before = try [finding(line: 3)].assigningFingerprints()
    let after = try [finding(line: 300, quote: "\tif   (a) ")].assigningFingerprints()
    #expect(before.map(\.fingerprint) == after.map(\.fingerprint))
    #expect(before.first?.fingerprint.count == 32)
  }

  @Test func `equal findings in one file have different fingerprints`() throws {
    let found = try [finding(line: 1), finding(line: 9), finding(line: 20)].assigningFingerprints()
    #expect(Set(found.map(\.fingerprint)).count == 3)
  }

  @Test func `rule, path and quotation tell fingerprints apart`() throws {
    let found = try [finding(), finding(rule: "b"), finding(path: "y.c"), finding(quote: "if (b)")]
    #expect(Set(found.assigningFingerprints().map(\.fingerprint)).count == 4)
  }
}
