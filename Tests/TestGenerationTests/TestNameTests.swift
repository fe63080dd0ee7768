import Characterization
import Testing

@testable import TestGeneration

struct TestNameTests {
  @Test(arguments: [
    (
      "Stack.pop()", "empty stack", RecordedOutcome.returned(.literal("nil", type: "Optional<Int>")),
      "popOfEmptyStackIsNil"
    ),
    (
      "Parser.parse(_:)", "", .threw(type: "ParseError", description: "", isEquatableLiteral: "ParseError.empty"),
      "parseThrowsEmpty"
    ),
    ("Version.init(_:)", "1.2", .returned(.literal("\"\"", type: "String")), "initialisedFrom1And2IsEmpty"),
    ("Money.+(_:_:)", "", .returned(.literal("7", type: "Int")), "sumIs7"),
    ("clamp(_:)", "-3", .returned(.literal("-3", type: "Int")), "clampOfMinus3IsMinus3"),
    ("f()", "", .trapped(signal: 4, message: ""), "fTraps"),
  ])
  func `a name says input and outcome`(subject: String, input: String, outcome: RecordedOutcome, name: String) {
    let candidate = CallCandidate(subject: subject, group: "G", call: "x", inputWords: input)
    #expect(TestName.name(for: candidate, outcome) == name)
  }

  @Test func `names that come again get numbers that are free`() {
    #expect(TestName.unique(["a", "a", "a2", "a", "b"]) == ["a", "a3", "a2", "a4", "b"])
  }

  @Test func `a long name ends at a word`() {
    let name = TestName.identifier(Array(repeating: "word", count: 40))
    #expect(name.count <= TestName.lengthLimit)
    #expect(name.hasSuffix("Word"))
  }
}
