import Characterization
import Testing

@testable import TestGeneration

/// With the words of the compiler, and the places that it gives.
struct CompileRepairTests {
  private static let repair = CompileRepair(imports: ["Foundation"])

  private static func repaired(
    _ call: String, setup: [String] = [], _ reason: String, line: String, at text: String
  ) throws -> CallCandidate? {
    let place = try #require(line.firstRange(of: text)).lowerBound
    return repair.repaired(
      CallCandidate(subject: "s", group: "g", setup: setup, call: call), reason: reason,
      place: RecordingRun.Place(line: line, column: line.utf8.distance(from: line.startIndex, to: place) + 1))
  }

  @Test(arguments: [
    ("f(x: 1, 2)", "missing argument label 'y:' in call", "f(x: 1, y: 2)"),
    ("f(1, 2)", "missing argument labels 'x:y:' in call", "f(x: 1, y: 2)"),
    ("f(a: 1, y: 2)", "incorrect argument label in call (have 'a:y:', expected 'x:y:')", "f(x: 1, y: 2)"),
    ("f(x: 1)", "extraneous argument label 'x:' in call", "f(1)"),
    (
      "f(a: g(\",\", b), y: [1, 2])", "incorrect argument label in call (have 'a:y:', expected 'x:_:')",
      "f(x: g(\",\", b), [1, 2])"
    ),
  ])
  func `labels are written as the compiler wants them`(call: String, reason: String, expected: String) throws {
    let found = try Self.repaired(call, reason, line: "  let result = \(call)", at: "(")
    #expect(found?.call == expected)
  }

  @Test func `one label is missing where the compiler names the argument`() throws {
    let reason = "missing argument label 'code:' in call"
    let call = "f(a(1)).g(\"ab\")"
    #expect(
      try Self.repaired(call, reason, line: "  let result = \(call)", at: "\"ab")?.call == "f(a(1)).g(code: \"ab\")")
  }

  @Test func `it is not guessed which argument lacks a label`() throws {
    let reason = "missing argument label 'y:' in call"
    #expect(try Self.repaired("f(1, 2)", reason, line: "  let result = f(1, 2)", at: "(") == nil)
  }

  @Test func `a call that throws or waits is marked`() throws {
    let reason = "call can throw but is not marked with 'try'"
    #expect(try Self.repaired("f()", reason, line: "  let result = f()", at: "f()")?.isThrowing == true)
    let setup = try Self.repaired("f(a)", setup: ["let a = g()"], reason, line: "  let a = g()", at: "g()")
    #expect(setup?.setup == ["let a = try g()"])
    #expect(setup?.isThrowing == true)
    let async = "expression is 'async' but is not marked with 'await'"
    let waiting = try Self.repaired("f(a)", setup: ["let a = try g()"], async, line: "  let a = try g()", at: "g()")
    #expect(waiting?.setup == ["let a = try await g()"])
    let unsupported = "'async' call in a function that does not support concurrency"
    #expect(try Self.repaired("f()", unsupported, line: "  let result = f()", at: "f()")?.isAsync == true)
  }

  @Test func `what is changed becomes a variable, what is missing is imported, an actor is entered`() throws {
    let constant = "cannot use mutating member on immutable value: 'a' is a 'let' constant"
    let variable = try Self.repaired(
      "a.up()", setup: ["let a = S()"], constant, line: "  let result = a.up()", at: "a.")
    #expect(variable?.setup == ["var a = S()"])
    let missing = "cannot find 'Data' in scope"
    let line = "  let result = f(Data())"
    #expect(try Self.repaired("f(Data())", missing, line: line, at: "Data")?.imports == ["Foundation"])
    let isolated = "call to main actor-isolated global function 'f()' in a synchronous nonisolated context"
    #expect(try Self.repaired("f()", isolated, line: "  let result = f()", at: "f()")?.actor == "MainActor")
  }

  @Test(arguments: [
    "cannot convert value of type 'Int' to expected argument type 'String'",
    "missing argument for parameter 'y' in call",
    "value of type 'S' has no member 'a'", "'f' is inaccessible due to 'private' protection level", "",
  ])
  func `what no rule fits is left to the model`(reason: String) throws {
    #expect(try Self.repaired("f(x: 1)", reason, line: "  let result = f(x: 1)", at: "(") == nil)
  }
}
