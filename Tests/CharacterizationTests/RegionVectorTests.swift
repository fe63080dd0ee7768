import Testing

@testable import Characterization

struct RegionVectorTests {
  @Test func `vectors of different lengths are joined and compared`() {
    var vector = RegionVector(words: [0b11])
    let longer = RegionVector(words: [0b100, 0b1])
    #expect(longer.count(beyond: vector) == 2)
    #expect(!vector.intersects(longer))
    vector.formUnion(longer)
    #expect(vector.count == 4)
    #expect(longer.count(beyond: vector) == 0)
    #expect(vector.intersects(longer))
  }
}
