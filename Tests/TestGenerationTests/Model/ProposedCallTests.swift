import Characterization
import SwiftSource
import Testing
import Tools

@testable import TestGeneration

struct ProposedCallTests {
  private static func call(_ test: ProposedTest) throws -> ProposedCall {
    try ProposedCall(test, for: try ModelExample.target(), naming: try ModelExample.vocabulary())
  }

  @Test(arguments: [
    ("pile.top()", "pile.top()", false, false), ("try pile.top()", "pile.top()", true, false),
    ("let result = try await pile.top()", "pile.top()", true, true), ("_ = pile.top();", "pile.top()", false, false),
    ("await pile.top() ", "pile.top()", false, true),
  ])
  func `what binds and marks a call is taken off it`(text: String, call: String, isThrowing: Bool, isAsync: Bool) throws
  {
    let candidate = try Self.call(ProposedTest(subject: "s", intent: "i", call: text)).candidate
    #expect(candidate.call == call)
    #expect(candidate.isThrowing == isThrowing)
    #expect(candidate.isAsync == isAsync)
  }

  @Test(arguments: [
    ProposedTest(subject: "s", intent: "i", call: "f(1"),
    ProposedTest(subject: "s", intent: "i", call: "f(1)\n}\nfunc g() {"),
    ProposedTest(subject: "s", intent: "i", setup: ["} ; struct S {"], call: "f(1)"),
    ProposedTest(subject: "s", intent: "i", call: "f(1)", expected: "1, 2"),
    ProposedTest(subject: "s", intent: "i", call: "f(1)", expected: "1\nlet b = 2"),
    ProposedTest(subject: "s", intent: "i", call: "f(1)", observations: [.init(expression: "a b")]),
    ProposedTest(subject: "s", intent: "i", call: String(repeating: "f", count: 5_000)),
  ])
  func `what is no call of the form that was asked for is refused`(test: ProposedTest) throws {
    let target = try ModelExample.target()
    #expect(throws: ProposedCall.Fault.self) {
      try ProposedCall(test, for: target, naming: try ModelExample.vocabulary())
    }
  }

  @Test func `what is expected becomes questions`() throws {
    let call = try Self.call(
      ProposedTest(
        subject: "s", intent: "i", setup: ["var pile = Pile<Int>()"], call: "pile.pop()", expected: "nil",
        canThrow: true,
        observations: [.init(expression: "pile.count", expected: "0"), .init(expression: "pile.isEmpty")]))
    let questions = call.questions
    #expect(questions.map(\.subject) == [.value, .observation(0)])
    #expect(questions.map(\.candidate.call) == ["pile.pop() == nil", "pile.count == 0"])
    #expect(questions[1].candidate.setup == ["var pile = Pile<Int>()", "_ = try pile.pop()"])
    #expect(call.candidate.observations == ["pile.count", "pile.isEmpty"])
  }

  @Test func `test frameworks and what is no name are not imported`() throws {
    let call = try Self.call(
      ProposedTest(subject: "s", intent: "i", call: "f()", imports: ["XCTest", "Foundation", "Testing", "a; b"]))
    #expect(call.candidate.imports == ["Foundation"])
  }
}
