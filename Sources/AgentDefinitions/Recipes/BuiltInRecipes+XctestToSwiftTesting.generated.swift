// Generated from recipes/xctest-to-swift-testing.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let xctestToSwiftTesting = ##"""
    name: xctest-to-swift-testing
    description: |
      Turns test classes of XCTest into suites of Swift Testing.
      A class with something that has no counterpart stays whole and is reported.
    preconditions:
      languages: [swift]
      text: [XCTestCase]
    steps:
      - swift: swift-testing
        files: ["*.swift"]
    gates: {tests: true}
    tests:
      - name: a class with three assertions
        before:
          Tests/ATests/ATests.swift: |
            import XCTest

            final class ATests: XCTestCase {
              func testSum() {
                XCTAssertEqual(1 + 1, 2)
                XCTAssertTrue(true)
                XCTAssertNil(nil as Int?)
              }
            }
        after:
          Tests/ATests/ATests.swift: |
            import Foundation
            import Testing

            struct ATests {
              @Test func testSum() {
                #expect(1 + 1 == 2)
                #expect(true)
                #expect((nil as Int?) == nil)
              }
            }
        unchanged:
          Tests/ATests/BTests.swift: |
            import XCTest

            final class BTests: XCTestCase {
              func testSpeed() {
                measure { print(1) }
              }
            }

    """##
}
