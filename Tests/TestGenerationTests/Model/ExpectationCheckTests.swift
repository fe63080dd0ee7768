import Characterization
import Testing
import Tools

@testable import TestGeneration

struct ExpectationCheckTests {
  private static func isMet(
    _ outcome: ProposedTest.Outcome, _ expected: String?, _ happened: RecordedOutcome, answer: Bool? = nil
  ) throws -> Bool {
    let test = ProposedTest(subject: "s", intent: "i", call: "f()", outcome: outcome, expected: expected)
    let call = try ProposedCall(test, for: try ModelExample.target(), naming: try ModelExample.vocabulary())
    let answers = answer.map { [ProposedCall.Question.value: $0] } ?? [:]
    return ExpectationCheck.verdict(
      on: test, call, ModelExample.recording(call.candidate, happened), answers: answers) == .met
  }

  @Test(
    arguments: [
      // The compiler's own comparison counts before the text.
      (RecordedValue.literal("5", type: "Int"), "2 + 3", true, true), (.literal("5", type: "Int"), "5", false, false),
      (.literal("[1, 2]", type: "Array<Int>"), "[1,2]", nil, true), (.literal("5", type: "Int"), "6", nil, false),
      (.approximate("0.30000000000000004", type: "Double"), "0.3", false, true),
      (.approximate("0.30000000000000004", type: "Double"), "0.31", false, false),
      (.approximate("0.1", type: "Double"), "1.0 / 10", true, true),
      (.structure(type: "P", fields: []), "P()", true, true), (.structure(type: "P", fields: []), "P()", nil, false),
      (.opaque(type: "P"), "P()", nil, false),
    ] as [(RecordedValue, String, Bool?, Bool)])
  func `a value is as expected`(value: RecordedValue, expected: String, answer: Bool?, isMet: Bool) throws {
    #expect(try Self.isMet(.value, expected, .returned(value), answer: answer) == isMet)
  }

  @Test(
    arguments: [
      ("FareError.tooYoung", "FareError", "FareError.tooYoung", true),
      (".tooYoung", "FareError", "FareError.tooYoung", true),
      ("tooYoung", "FareError", "FareError.tooYoung", true), ("FareError", "FareError", "FareError.tooYoung", true),
      ("FareError.self", "FareError", nil, true), ("FareError.tooOld", "FareError", "FareError.tooYoung", false),
      ("Young", "FareError", "FareError.tooYoung", false), ("OtherError", "FareError", nil, false),
    ] as [(String, String, String?, Bool)])
  func `an error is as expected`(expected: String, type: String, literal: String?, isMet: Bool) throws {
    let happened = RecordedOutcome.threw(type: type, description: "d", isEquatableLiteral: literal)
    #expect(try Self.isMet(.throws, expected, happened) == isMet)
  }

  @Test(arguments: [
    (ProposedTest.Outcome.traps, RecordedOutcome.trapped(signal: 4, message: "m"), true),
    (.traps, .returned(.literal("1", type: "Int")), false), (.nothing, .returned(nil), true),
    (.nothing, .threw(type: "E", description: "", isEquatableLiteral: nil), false),
    (.value, .trapped(signal: 4, message: ""), false), (.throws, .returned(nil), false), (.value, .timedOut, false),
  ])
  func `a call ends as expected`(expected: ProposedTest.Outcome, happened: RecordedOutcome, isMet: Bool) throws {
    #expect(try Self.isMet(expected, nil, happened) == isMet)
  }

  @Test func `what is read afterwards counts as well`() throws {
    let test = ProposedTest(
      subject: "s", intent: "i", call: "f()", outcome: .nothing,
      observations: [.init(expression: "a.count", expected: "2")])
    let call = try ProposedCall(test, for: try ModelExample.target(), naming: try ModelExample.vocabulary())
    let recording = ModelExample.recording(
      call.candidate, .returned(nil), observations: [.literal("3", type: "Int")])
    let verdict = ExpectationCheck.verdict(on: test, call, recording, answers: [.observation(0): false])
    #expect(verdict == .missed("a.count was 3 afterwards"))
  }
}
