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

  /// Expects that the process ends with a fault; nil where the framework cannot.
  func trapping(_ statements: [String]) -> [String]? {
    guard self == .swiftTesting else { return nil }
    return ["await #expect(processExitsWith: .failure) {"] + statements.map { "  \($0)" } + ["}"]
  }
}
