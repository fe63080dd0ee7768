import Testing

@testable import SwiftSource

struct SwiftTypeTests {
  @Test(arguments: [
    "Int", "String.Encoding", "[Int]", "[String: [Int]]", "Int?", "(Int, label: String)", "Void", "Heap<Int>",
    "(Int, inout String) async throws -> Bool", "@Sendable () -> Void", "any Shape", "some Sequence<Int>",
    "(any Shape)?", "Hashable & Sendable", "((Int) -> Int)?", "Shape.Type", "(any Shape).Type",
  ])
  func `a type is written as it was read`(text: String) {
    #expect("\(SwiftType(text: text))" == text)
  }

  @Test(arguments: [
    ("Array<Int>", "[Int]"), ("Optional<Swift.Int>", "Int?"), ("Dictionary<String, Int>", "[String: Int]"),
    ("()", "Void"), ("(Int)", "Int"), ("String!", "String?"), ("any Shape.Type", "(any Shape).Type"),
    ("@escaping (Int) -> ()", "(Int) -> Void"), ("inout String", "String"),
  ])
  func `a type has one spelling`(text: String, spelling: String) {
    #expect("\(SwiftType(text: text))" == spelling)
  }

  @Test(arguments: [
    ("C.Element", ["C": "[Int]"], "Int"), ("C.Iterator.Element", ["C": "[String]"], "String"),
    ("[T]?", ["T": "Int"], "[Int]?"), ("(T) -> [U: T]", ["T": "Int", "U": "String"], "(Int) -> [String: Int]"),
    ("View.Row", ["View": "Named"], "Named.Row"), ("Self.Index", ["Self": "[Int]"], "Int"),
    ("Pile<Element>", ["Element": "Int"], "Pile<Int>"), ("Other", ["T": "Int"], "Other"),
  ])
  func `names are replaced by what they stand for`(text: String, names: [String: String], result: String) {
    #expect("\(SwiftType(text: text).replacing(names.mapValues { SwiftType(text: $0) }))" == result)
  }
}
