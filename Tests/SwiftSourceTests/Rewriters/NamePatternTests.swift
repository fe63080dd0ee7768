import Testing

@testable import SwiftSource

struct NamePatternTests {
  @Test(arguments: [
    ("load", "load", ""), ("load*", "loadAll", "All"), ("*Controller", "MainController", "Main"), ("a*b", "aéb", "é"),
    ("*", "x", "x"), ("ab*ba", "abba", ""),
  ])
  func `a star stands for any characters`(pattern: String, name: String, match: String) throws {
    #expect(try #require(NamePattern(pattern)).match(name) == match)
  }

  @Test(arguments: [("load", "loads"), ("load*", "reload"), ("ab*ba", "aba"), ("*x", "xy")])
  func `what does not match is told`(pattern: String, name: String) throws {
    #expect(try #require(NamePattern(pattern)).match(name) == nil)
  }

  @Test(arguments: ["", "a*b*c", "a b", "a.b", "a(", "`a`"])
  func `what is no pattern is refused`(text: String) { #expect(NamePattern(text) == nil) }

  @Test func `a match fills another pattern`() throws {
    #expect(try #require(NamePattern("make*View")).filled("Big") == "makeBigView")
    #expect(try #require(NamePattern("plain")).filled("Big") == "plain")
  }

  @Test(arguments: [("10.15", "11", true), ("13", "13.0", false), ("13.0.1", "13", false), ("9.9", "10", true)])
  func `versions are compared number by number`(left: String, right: String, isLess: Bool) throws {
    let (left, right) = (try #require(Version(left)), try #require(Version(right)))
    #expect((left < right) == isLess)
  }

  @Test(arguments: ["", "a", "1.", "1.2.3.4", "-1", "1..2"])
  func `what is no version is refused`(text: String) { #expect(Version(text) == nil) }

  @Test(arguments: [("f()", 0), ("f(_:)", 1), ("f(a:b:)", 2), ("T.init(a:)", 1), ("f(in:for:)", 2)])
  func `a function is read as documentation writes it`(text: String, count: Int) throws {
    let name = try #require(FunctionName(text))
    #expect(name.labels.count == count && "\(name)" == text)
  }
}
