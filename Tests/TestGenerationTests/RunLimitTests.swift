import Testing

@testable import TestGeneration

struct RunLimitTests {
  private static let now = ContinuousClock.now

  @Test(arguments: [
    // Seconds until the end, seconds that writing takes, seconds until the search ends.
    (300, 40, 260), (60, 40, 40), (0, 40, 0), (-5, 40, -5),
  ])
  func `time is kept for writing what was found, but not most of it`(left: Int, writing: Int, search: Int) throws {
    let limit = RunLimit(Self.now + .seconds(left), now: Self.now, keeping: .seconds(writing))
    #expect(limit.end == Self.now + .seconds(left))
    #expect(limit.search == Self.now + .seconds(search))
  }

  @Test func `without a limit the search is never over`() {
    #expect(!RunLimit(nil, keeping: .seconds(40)).isSearchOver)
    #expect(RunLimit(.now, keeping: .seconds(40)).isSearchOver)
  }
}
