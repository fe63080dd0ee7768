import Testing

@testable import SwiftSource

struct SchemataTests {
  private static let sample = """
    struct Stack<Element: Comparable> {
      var items: [Element] = []

      // A comment with a < b in it.
      func position(of item: Element) -> Int? {
        for index in 0..<items.count where items[index] >= item || items.isEmpty {
          return items[index] == item ? index * 2 + 1 : nil
        }
        return items.first { $0 > item }.map { _ in items.count - 1 }
      }

      mutating func push(_ item: Element, times: Int = 1) {
        var left = times
        while left > 0 && !items.isEmpty {
          items.append(item)
          left -= 1
        }
      }
    }

    """

  @Test func `mutants inside one another are all in one text that parses`() {
    let text = mutated(Self.sample).string
    #expect(SwiftParse.faults(in: text) == 0, "\(text)")
    #expect(text.contains("fulcrumNot(") && text.contains("fulcrumLess(") == false)
  }

  @Test func `no line moves`() {
    let lines = Self.sample.split(separator: "\n", omittingEmptySubsequences: false)
    let mutatedLines = mutated(Self.sample).string.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(mutatedLines.count == lines.count)
    for (line, mutatedLine) in zip(lines, mutatedLines) {
      #expect(mutatedLine.hasPrefix(line.prefix { $0 == " " }))
    }
  }

  @Test func `the text grows with the number of mutants and not with their nesting`() {
    func size(_ depth: Int) -> Int {
      let expression = String(repeating: "(1 + ", count: depth) + "a" + String(repeating: ")", count: depth)
      return mutated("let x = " + expression).string.utf8.count
    }
    #expect(size(200) < 2 * size(100) + 500)
  }

  @Test func `without mutants the text is the file's`() {
    #expect(Schemata(Self.sample).mutated([]).string == Self.sample)
  }

  @Test func `a place in the mutated text leads back to the file and the mutant`() throws {
    let text = "let x = a < b\nlet y = c + d\n"
    let schemata = Schemata(text)
    let choices = schemata.points.indices.map { Schemata.Choice(point: $0, numbers: [$0 + 1]) }
    let result = schemata.mutated(choices)
    let lines = result.string.split(separator: "\n")
    let second = try #require(lines.last)
    let helper = try #require(second.firstRange(of: "fulcrumPlus"))
    let column = second.utf8.distance(from: second.startIndex, to: helper.lowerBound) + 1
    let origin = try #require(result.origin(line: 2, column: column))
    #expect(origin.point == schemata.points.firstIndex { $0.operation == .arithmetic })
    let operand = try #require(second.firstRange(of: "d)"))
    let place = try #require(
      result.origin(line: 2, column: second.utf8.distance(from: second.startIndex, to: operand.lowerBound) + 1))
    #expect(place.point == nil)
    #expect(schemata.string(place.offset..<place.offset + 1) == "d")
    #expect(result.origin(line: 9, column: 1) == nil)
  }

  @Test func `lines of code are those with a token on them`() {
    #expect(Schemata("// a\n\nlet x = 1\n/* b\n */\nlet y = \"\"\"\n  c\n  \"\"\"\n").codeLines == 4)
  }

  @Test(arguments: ["", "\n", "}}}", "let x = ", "func f( -> { if a < { ", "\u{0}", "let ä = \"ö\" + ü < 3\n"])
  func `any text has an end`(text: String) {
    _ = mutated(text).string
    #expect(Schemata(text).mutated([]).string == text)
  }

  @Test func `the helpers parse`() {
    #expect(SwiftParse.faults(in: SchemataSupport.source) == 0)
  }
}
