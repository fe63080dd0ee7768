import Testing

@testable import TestGeneration

struct ValueWordsTests {
  @Test(arguments: [
    ("", "empty text"), (",", "comma"), ("\t", "tab"), ("abc", "abc"), ("a b_1", "a b_1"),
    ("a,b\n1,2", "2 lines with commas"),
    ("a\"b", "text with quotes"), ("é👩‍👩‍👧…", "text beyond ASCII"), ("{}", "text"),
  ])
  func `a text is called what it is, or what kind it is`(text: String, words: String) {
    #expect(ValueWords.text(text) == words)
  }

  @Test(arguments: [
    ("\"a\\tb\"", "text with tabs"), ("\"\\u{FEFF}\"", "byte order mark"), ("42", "42"), ("\"abc\"", "abc"),
  ])
  func `a literal is called like its text`(source: String, words: String) {
    #expect(ValueWords.literal(source) == words)
  }

  @Test func `a construction is called by its type and what it is made of`() {
    #expect(ValueWords.call("Heap<Int>", isInitializer: true, []) == "new Heap")
    #expect(ValueWords.call("Heap<Int>", isInitializer: true, [(nil, "3 elements")]) == "Heap of 3 elements")
    #expect(ValueWords.call("Node.first", isInitializer: false, [("onLevel", "2")]) == "first onLevel 2")
    #expect(ValueWords.call("Heap<Int>", isInitializer: true, [(nil, "")]) == "Heap")
    #expect(ValueWords.receiver("Heap of 3 elements", of: "Outer.Heap") == "3 elements")
    #expect(ValueWords.arguments([(nil, "2"), (nil, "a closure that counts")]) == "2")
  }

  @Test(arguments: [("Stack", "stack"), ("CSV", "csv"), ("URLParser", "urlParser"), ("", ""), ("aB", "aB")])
  func `a name begins with small letters`(word: String, lowered: String) {
    #expect(TestName.lowered(word) == lowered)
  }
}
