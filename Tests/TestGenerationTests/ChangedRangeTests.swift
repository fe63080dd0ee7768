import Testing

@testable import TestGeneration

struct ChangedRangeTests {
  @Test(
    arguments: [
      ("main", "main", nil, false), ("v1.2.0", "v1.2.0", nil, false), ("v1.2.0..HEAD", "v1.2.0", "HEAD", false),
      ("v1.2.0...v1.3.0", "v1.2.0", "v1.3.0", true), ("a..b", "a", "b", false), ("a..", "a", "HEAD", false),
      ("...b", "HEAD", "b", true), ("release-1.x..release-2.x", "release-1.x", "release-2.x", false),
    ] as [(String, String, String?, Bool)])
  func `dots in names do not part a range`(text: String, old: String, new: String?, isFromMergeBase: Bool) throws {
    let range = try #require(ChangedRange(text))
    #expect(range.old == old && range.new == new && range.isFromMergeBase == isFromMergeBase)
  }

  @Test(arguments: ["", "..", "...", "a....b", "a..b..c", "a...b..c"])
  func `what is no range is none`(text: String) {
    #expect(ChangedRange(text) == nil)
  }
}
