import SourceText
import Testing

@Suite struct LineRangeTests {
  @Test func `ends that make no sense are mended`() {
    #expect(LineRange(0, 0) == LineRange(1, 1))
    #expect(LineRange(5, 3) == LineRange(5))
    #expect(LineRange(-3, 2) == LineRange(1, 2))
  }

  @Test func `both ends belong to a range`() {
    let range = LineRange(3, 5)
    #expect(range.count == 3)
    #expect((1...7).filter(range.contains) == [3, 4, 5])
  }

  @Test func `ranges overlap when they share a line`() {
    for other in [LineRange(1, 3), LineRange(5, 9), LineRange(4), LineRange(1, 9)] {
      #expect(LineRange(3, 5).overlaps(other))
      #expect(other.overlaps(LineRange(3, 5)))
    }
    #expect(!LineRange(3, 5).overlaps(LineRange(1, 2)))
    #expect(!LineRange(3, 5).overlaps(LineRange(6)))
  }

  @Test func `ranges are ordered by their first line`() {
    #expect(
      [LineRange(3), LineRange(1, 9), LineRange(1, 2)].sorted() == [LineRange(1, 2), LineRange(1, 9), LineRange(3)])
  }
}
