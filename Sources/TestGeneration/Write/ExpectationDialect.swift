package import Verification

/// How the two test frameworks of Swift say what they expect.
package enum ExpectationDialect: Hashable, Sendable {
  case swiftTesting
  case xctest

  package init?(_ framework: ProjectLayout.TestFramework) {
    switch framework {
    case .swiftTesting: self = .swiftTesting
    case .xctest: self = .xctest
    case .pytest, .unittest, .configured: return nil
    }
  }

  package var module: String { self == .swiftTesting ? "Testing" : "XCTest" }

  func equal(_ value: String, _ expected: String) -> String {
    switch self {
    case .swiftTesting: "#expect(\(value) == \(expected))"
    case .xctest: "XCTAssertEqual(\(value), \(expected))"
    }
  }

  func holds(_ condition: String) -> String {
    self == .swiftTesting ? "#expect(\(condition))" : "XCTAssertTrue(\(condition))"
  }

  func holdsNot(_ condition: String) -> String {
    self == .swiftTesting ? "#expect(!\(condition))" : "XCTAssertFalse(\(condition))"
  }

  func isNil(_ value: String) -> String {
    self == .swiftTesting ? "#expect(\(value) == nil)" : "XCTAssertNil(\(value))"
  }

  func isNotNil(_ value: String) -> String {
    self == .swiftTesting ? "#expect(\(value) != nil)" : "XCTAssertNotNil(\(value))"
  }

  /// Within a tolerance that is relative for large numbers.
  func near(_ value: String, _ expected: String) -> String {
    switch self {
    case .swiftTesting: "#expect(abs(\(value) - \(expected)) <= 1e-9 * max(1, abs(\(expected))))"
    case .xctest: "XCTAssertEqual(\(value), \(expected), accuracy: 1e-9 * max(1, abs(\(expected))))"
    }
  }

  /// Expects an error.
  ///
  /// - Parameters:
  ///   - type: the error's type.
  ///   - literal: the error itself where Swift source can say it and it can be compared.
  ///   - statement: what throws, with its `try`.
  func throwing(_ type: String, literal: String?, isAsync: Bool, statement: String) -> [String] {
    switch self {
    case .swiftTesting:
      let start = isAsync ? "await #expect" : "#expect"
      return ["\(start)(throws: \(literal ?? "\(type).self")) { \(statement) }"]
    case .xctest where isAsync:
      return [
        "do {", "  \(statement)", "  XCTFail(\"no error was thrown\")", "} catch {",
        "  " + (literal.map { "XCTAssertEqual(error as? \(type), \($0))" } ?? "XCTAssertTrue(error is \(type))"), "}",
      ]
    case .xctest:
      let check = literal.map { "XCTAssertEqual($0 as? \(type), \($0))" } ?? "XCTAssertTrue($0 is \(type))"
      return ["XCTAssertThrowsError(\(statement)) { \(check) }"]
    }
  }

  /// Expects an error that cannot be compared, by its type and by how it prints.
  ///
  /// - Parameters:
  ///   - type: the error's type.
  ///   - text: how it prints, as a literal of Swift.
  ///   - name: what the error is called.
  ///   - statement: what throws, with its `try`.
  /// - Returns: lines of a function that may throw.
  func throwing(_ type: String, printing text: String, named name: String, isAsync: Bool, statement: String) -> [String]
  {
    let check = equal("String(describing: \(name))", text)
    switch self {
    case .swiftTesting:
      let start = "let \(name) = try \(isAsync ? "await " : "")#require"
      return ["\(start)(throws: \(type).self) { \(statement) }", check]
    case .xctest where isAsync:
      return [
        "do {", "  \(statement)", "  XCTFail(\"no error was thrown\")", "} catch let \(name) {",
        "  XCTAssertTrue(\(name) is \(type))", "  \(check)", "}",
      ]
    case .xctest:
      return [
        "XCTAssertThrowsError(\(statement)) { \(name) in", "  XCTAssertTrue(\(name) is \(type))", "  \(check)", "}",
      ]
    }
  }

  /// Expects that a value is a case of an enum, and names what that carries for what follows.
  ///
  /// - Parameter pattern: `Token.number(let value)`.
  func isCase(_ pattern: String, _ value: String) -> [String] {
    let words = "\"it is \\(\(value))\""
    return [
      "guard case \(pattern) = \(value) else {",
      self == .swiftTesting ? "  Issue.record(\(words))" : "  return XCTFail(\(words))",
    ] + (self == .swiftTesting ? ["  return"] : []) + ["}"]
  }

  /// Expects that the process ends with a fault; nil where the framework cannot.
  func trapping(_ statements: [String]) -> [String]? {
    guard self == .swiftTesting else { return nil }
    return ["await #expect(processExitsWith: .failure) {"] + statements.map { "  \($0)" } + ["}"]
  }
}
