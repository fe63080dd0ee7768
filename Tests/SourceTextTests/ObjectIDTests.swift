import SourceText
import Testing

@Suite struct ObjectIDTests {
  @Test(arguments: [40, 64])
  func `both lengths are accepted and written in lower case`(length: Int) throws {
    let id = try ObjectID(String(repeating: "aB", count: length / 2))
    #expect(id.hexadecimal == String(repeating: "ab", count: length / 2))
    #expect(id.short == "ababababab")
    #expect(!id.isZero)
  }

  @Test(arguments: [40, 64])
  func `the id of no object is all zeros in both lengths`(length: Int) throws {
    #expect(try ObjectID(String(repeating: "0", count: length)).isZero)
  }

  @Test(arguments: [
    "", "abc", String(repeating: "a", count: 39), String(repeating: "a", count: 41), String(repeating: "g", count: 40),
    "HEAD", String(repeating: "a", count: 39) + "\n", String(repeating: "ä", count: 20),
  ])
  func `anything else is refused`(text: String) {
    #expect { try ObjectID(text) } throws: { ($0 as? SourceTextError)?.code == .invalidObjectID }
  }
}
