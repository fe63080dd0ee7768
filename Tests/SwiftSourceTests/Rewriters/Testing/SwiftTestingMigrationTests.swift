import Testing

@testable import SwiftSource

struct SwiftTestingMigrationTests {
  @Test func `a class with its set up and its tests becomes a suite`() throws {
    let text = """
      // Head
      import XCTest
      @testable import Toy

      /// Tests of é.
      class ToyTests: XCTestCase {
        var toy: Toy!
        override func setUp() {
          super.setUp()
          toy = Toy()
        }

        override func tearDown() {
          toy.close()
          super.tearDown()
        }

        func testAdd() throws {
          let sum = try XCTUnwrap(toy.add(1, 2), "no sum")
          XCTAssertEqual(sum, 3)  // three
          XCTAssertEqual(
            toy.list,
            [1, 2],
            "list \\(sum)"
          )
        }

        func testLater() async throws {
          let value = try await toy.later()
          XCTAssertTrue(value)
          if value { XCTFail("no") }
        }

        private func helper(_ a: Int) { XCTAssert(a > 1 && a < 3, message()) }
      }

      """
    let expected = """
      // Head
      import Foundation
      import Testing
      @testable import Toy

      /// Tests of é.
      final class ToyTests {
        var toy: Toy!
        init() {
          toy = Toy()
        }

        deinit {
          toy.close()
        }

        @Test func testAdd() throws {
          let sum = try #require(toy.add(1, 2), "no sum")
          #expect(sum == 3)  // three
          #expect(
            toy.list
            == [1, 2],
            "list \\(sum)"
          )
        }

        @Test func testLater() async throws {
          let value = try await toy.later()
          #expect(value)
          if value { Issue.record("no") }
        }

        private func helper(_ a: Int) { #expect(a > 1 && a < 3, Comment(rawValue: message())) }
      }

      """
    #expect(try rewritten(text, "swift-testing") == expected)
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let result = expected.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try rewritten(windows, "swift-testing") == result)
  }

  @Test(arguments: [
    ("XCTAssert(a)", "#expect(a)"),
    ("XCTAssertTrue(a, \"why\")", "#expect(a, \"why\")"),
    ("XCTAssertFalse(a)", "#expect(!a)"),
    ("XCTAssertFalse(a && b)", "#expect(!(a && b))"),
    ("XCTAssertFalse(try f(a))", "#expect(try !f(a))"),
    ("XCTAssertFalse(a + b < c, \"ä\")", "#expect(!(a + b < c), \"ä\")"),
    ("XCTAssertNil(a?.b)", "#expect(a?.b == nil)"),
    ("XCTAssertNil(a as? B)", "#expect((a as? B) == nil)"),
    ("XCTAssertNotNil(try f())", "#expect(try f() != nil)"),
    ("XCTAssertEqual(a, b + 1)", "#expect(a == b + 1)"),
    ("XCTAssertEqual(a ? b : c, d || e)", "#expect((a ? b : c) == (d || e))"),
    ("XCTAssertEqual(1, try f())", "#expect(try 1 == f())"),
    ("XCTAssertEqual(try f(), try g())", "#expect(try f() == g())"),
    ("XCTAssertEqual(a == b, c)", "#expect((a == b) == c)"),
    ("XCTAssertEqual(try XCTUnwrap(a), /* é */ b)", "#expect(try #require(a) /* é */ == b)"),
    ("XCTAssertNotEqual(a, b, text)", "#expect(a != b, Comment(rawValue: text))"),
    ("XCTAssertLessThan(a, b)", "#expect(a < b)"),
    ("XCTAssertLessThanOrEqual(a, b)", "#expect(a <= b)"),
    ("XCTAssertGreaterThan(a, b)", "#expect(a > b)"),
    ("XCTAssertGreaterThanOrEqual(a, b)", "#expect(a >= b)"),
    ("XCTAssertIdentical(a, b)", "#expect(a === b)"),
    ("XCTAssertNotIdentical(a, b)", "#expect(a !== b)"),
    ("XCTAssertEqual(a, b - c, accuracy: 0.1)", "#expect(abs(a - (b - c)) <= 0.1)"),
    ("XCTAssertNotEqual(a, b, accuracy: 1e-3, \"m\")", "#expect(abs(a - b) > 1e-3, \"m\")"),
    ("XCTAssertThrowsError(try f())", "#expect(throws: (any Error).self) { try f() }"),
    ("XCTAssertThrowsError(try f(), \"m\")", "#expect(throws: (any Error).self, \"m\") { try f() }"),
    (
      "XCTAssertThrowsError(try f()) { error in XCTAssertEqual(error as? E, .a) }",
      "#expect { try f() } throws: { error in #expect((error as? E) == .a); return true }"
    ),
    (
      "XCTAssertThrowsError(try f(), \"m\") {\n      XCTAssertTrue($0 is E)\n    }",
      "#expect(\"m\") { try f() } throws: {\n      #expect($0 is E)\n      return true\n    }"
    ),
    ("XCTAssertNoThrow(try f())", "#expect(throws: Never.self) { try f() }"),
    ("XCTFail()", "Issue.record()"),
    ("XCTFail(\"a \\(b)\")", "Issue.record(\"a \\(b)\")"),
    ("XCTFail(text)", "Issue.record(Comment(rawValue: text))"),
    ("a.map { XCTAssertEqual($0, \"\\(XCTUnwrapped)\") }", "a.map { #expect($0 == \"\\(XCTUnwrapped)\") }"),
  ])
  func `assertions become expectations`(text: String, expected: String) throws {
    let isNoCall = text.contains("XCTUnwrapped")
    let before =
      "import Foundation\nimport XCTest\nfinal class T: XCTestCase {\n  func testA() throws {\n    \(text)\n  }\n}"
    let after = "import Foundation\nimport Testing\nstruct T {\n  @Test func testA() throws {\n    \(expected)\n  }\n}"
    #expect(try rewritten(before, "swift-testing") == (isNoCall ? before : after))
  }

  @Test(arguments: [
    ("func testA() { measure { f() } }", "measure has no counterpart"),
    ("func testA() { wait(for: [e], timeout: 1) }", "wait has no counterpart"),
    ("func testA() { let e = XCTestExpectation() }", "XCTestExpectation has no counterpart"),
    (
      "func testA() { XCTAssertEqual(a, b, accuracy: c) }",
      "XCTAssertEqual with an accuracy that is no plain number has no counterpart"
    ),
    (
      "func check(file: StaticString) { XCTAssertEqual(a, b, file: file) }",
      "XCTAssertEqual says where it stands, in the argument file"
    ),
    ("override class func setUp() {}", "setUp is no plain override"),
    ("override func tearDown() async throws { try await f() }", "a deinitializer can neither fail nor wait"),
    ("override func invokeTest() {}", "it overrides invokeTest"),
    ("static var allTests = [(\"testA\", testA)]", "other files may name `allTests`"),
    ("func testA() { print(super.name) }", "it asks something of XCTestCase"),
    ("func testA() throws { f(); try XCTSkipIf(a) }", "a skip within a test needs Swift 6.3"),
    ("func testA() { return XCTFail() }", "XCTFail is what a function returns"),
    ("@objc func testA() {}", "a member is @objc"),
    ("init() {}", "it has an initializer"),
    (
      "func testA() throws { do { XCTAssert(try f()) } catch {} }",
      "XCTAssert may fail within a `do`, which would catch it"
    ),
  ])
  func `a class with something that has no counterpart stays whole and is told`(member: String, reason: String) throws {
    let text = "import XCTest\nclass T: XCTestCase {\n  \(member)\n  func testB() { XCTAssert(b) }\n}"
    #expect(try rewritten(text, "swift-testing") == text)
    #expect(try remarks(text, "swift-testing").contains("T stays an XCTestCase: \(reason)"))
  }

  @Test func `one class may move while another stays`() throws {
    let text = """
      import Foundation
      import XCTest
      class A: XCTestCase { func testA() { XCTAssert(a) } }
      class B: XCTestCase, P { func testB() { measure {} } }
      class C: XCTestCase, P { let c = 1 }
      extension C { func testC() { XCTFail() } }
      """
    let expected = """
      import Foundation
      import Testing
      import XCTest
      struct A { @Test func testA() { #expect(a) } }
      class B: XCTestCase, P { func testB() { measure {} } }
      struct C: P { let c = 1 }
      extension C { @Test func testC() { Issue.record() } }
      """
    #expect(try rewritten(text, "swift-testing") == expected)
  }

  @Test func `functions beside the classes move with them or keep all of them`() throws {
    let text = "import Foundation\nimport XCTest\nclass A: XCTestCase { func testA() { check() } }\n"
    #expect(
      try rewritten(text + "func check() { XCTFail() }", "swift-testing")
        == "import Foundation\nimport Testing\nstruct A { @Test func testA() { check() } }\nfunc check() { Issue.record() }"
    )
    let other = text + "func check(line: UInt) { XCTFail(line: line) }"
    #expect(try rewritten(other, "swift-testing") == other)
    let base = "import XCTest\nclass A: XCTestCase {}\nclass B: A { func testB() {} }"
    #expect(try rewritten(base, "swift-testing") == base)
  }

  @Test func `a test whose assertion may fail throws from now on`() throws {
    let text = """
      import Foundation
      import XCTest
      final class T: XCTestCase {
        func testA() { XCTAssertEqual(try f(), 1); XCTAssertTrue(try g()) }
        func testB() async { XCTAssertNil(try f()) }
        func testC() { XCTAssertNoThrow(try f()); XCTAssertEqual(try? f(), 1) }
      }
      """
    let expected = """
      import Foundation
      import Testing
      struct T {
        @Test func testA() throws { #expect(try f() == 1); #expect(try g()) }
        @Test func testB() async throws { #expect(try f() == nil) }
        @Test func testC() { #expect(throws: Never.self) { try f() }; #expect((try? f()) == 1) }
      }
      """
    #expect(try rewritten(text, "swift-testing") == expected)
    for member in ["func check() { XCTAssert(try f()) }", "func testA() throws { a.map { XCTAssert(try f($0)) } }"] {
      let other = "import XCTest\nclass T: XCTestCase { \(member) }"
      #expect(try rewritten(other, "swift-testing") == other)
    }
  }

  @Test func `helpers that are told where they were called are told so in one location`() throws {
    let text = """
      import Foundation
      import XCTest
      final class T: XCTestCase {
        func testA() { check(1); both(2) }
        func both(_ a: Int, file: StaticString = #filePath, line: UInt = #line) { check(a, file: file, line: line) }
        func check(_ é: Int, file: StaticString = #file, line: UInt = #line) {
          XCTAssertEqual(é, 1, "one", file: file, line: line)
          XCTAssertThrowsError(try f(), file: file, line: line) { XCTAssertTrue($0 is E, file: file, line: line) }
          XCTFail(file: file, line: line)
        }
      }
      """
    let expected = """
      import Foundation
      import Testing
      struct T {
        @Test func testA() { check(1); both(2) }
        func both(_ a: Int, sourceLocation: SourceLocation = #_sourceLocation) { check(a, sourceLocation: sourceLocation) }
        func check(_ é: Int, sourceLocation: SourceLocation = #_sourceLocation) {
          #expect(é == 1, "one", sourceLocation: sourceLocation)
          #expect(sourceLocation: sourceLocation) { try f() } throws: { #expect($0 is E, sourceLocation: sourceLocation); return true }
          Issue.record(sourceLocation: sourceLocation)
        }
      }
      """
    #expect(try rewritten(text, "swift-testing") == expected)
    let other =
      "import XCTest\nclass T: XCTestCase { func f(file: StaticString = #file, line: UInt = #line) { g(line) } }"
    #expect(try rewritten(other, "swift-testing") == other)
  }

  @Test func `a name that Testing has too keeps the file and a list of tests goes where that is asked for`() throws {
    let text = "import Foundation\nimport XCTest\nclass T: XCTestCase {\n  func testA() { XCTAssert(a == Tag.b) }\n}\n"
    #expect(try rewritten(text, "swift-testing") == text)
    #expect(
      try remarks(text, "swift-testing") == ["the file keeps XCTest: Tag means something else in Testing"])
    let list = """
      import Foundation
      import XCTest
      class T: XCTestCase {
        func testA() {}
        static var allTests: [(String, (T) -> () -> Void)] {
          [("testA", testA)]
        }
      }
      """
    #expect(
      try rewritten(list, "swift-testing", ["drop-list": "true"])
        == "import Foundation\nimport Testing\nstruct T {\n  @Test func testA() {}\n}")
  }

  @Test func `a test that asserts through another file stays since its assertions would say nothing`() throws {
    let test = "import Foundation\nimport XCTest\nclass T: XCTestCase { func testA() { outer(a) } }"
    let helper = "import XCTest\nfunc outer(_ a: Int) { inner(a) }\nfunc inner(_ a: Int) { XCTAssertEqual(a, 1) }"
    let files = [SourceFile(path: "A.swift", text: test), SourceFile(path: "B.swift", text: helper)]
    #expect(try rewritten(files, "swift-testing")["A.swift"] == test)
    let outcome = try SourceRewriters.rewriter("swift-testing").outcome(for: [files[0]], beside: [files[1]])
    #expect(
      outcome.notes.map(\.text) == [
        "T stays an XCTestCase: it names outer, which asserts with XCTest in another file"
      ])
    // The other way round: what serves other files stays with them.
    let shared = SourceFile(path: "A.swift", text: test + "\nfunc check() { XCTFail() }\nfunc outer(_ a: Int) {}")
    let user = SourceFile(path: "C.swift", text: "func other() { check() }")
    #expect(try rewritten([shared, user], "swift-testing")["A.swift"] == shared.text)
    let heir = SourceFile(path: "D.swift", text: "class U: T {}")
    #expect(
      try rewritten(
        [SourceFile(path: "A.swift", text: "import XCTest\nclass T: XCTestCase {}"), heir], "swift-testing")["A.swift"]?
        .contains("XCTest") == true)
  }

  @Test func `skips become traits or are cancelled`() throws {
    let text = """
      import Foundation
      import XCTest
      final class T: XCTestCase {
        func testA() throws {
          try XCTSkipIf(os == "Linux", "not here")
          try XCTSkipUnless(isReady)
          XCTAssert(a)
        }
      }
      """
    let expected = """
      import Foundation
      import Testing
      struct T {
        @Test(.disabled(if: os == "Linux", "not here"), .enabled(if: isReady)) func testA() throws {
          #expect(a)
        }
      }
      """
    #expect(try rewritten(text, "swift-testing") == expected)
    let later =
      "import Foundation\nimport XCTest\nclass T: XCTestCase { func testA() throws { f(); throw XCTSkip(\"ö\") } }"
    #expect(
      try rewritten(later, "swift-testing", ["cancel": "true", "serialized": "true"])
        == "import Foundation\nimport Testing\n@Suite(.serialized)\nstruct T { @Test func testA() throws { f(); try Test.cancel(\"ö\") } }"
    )
  }
}
