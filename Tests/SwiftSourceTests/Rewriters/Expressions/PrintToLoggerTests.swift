import Testing

@testable import SwiftSource

struct PrintToLoggerTests {
  @Test(arguments: [
    ("print(\"é \\(a)\") // why\r\n", ["logger": "self.logger.info"], "self.logger.info(\"é \\(a)\") // why\r\n"),
    ("NSLog(\"a\"); print(\"b\")", ["logger": "log", "from": "NSLog"], "log(\"a\"); print(\"b\")"),
    ("a.map { print(\"\\($0)\") }", ["logger": "log"], "a.map { log(\"\\($0)\") }"),
  ])
  func `a printed text is logged`(text: String, arguments: [String: String], expected: String) throws {
    #expect(try rewritten(text, "print-to-logger", arguments) == expected)
  }

  @Test(arguments: [
    ("print(a)", "print"), ("print(\"a\", terminator: \"\")", "print"), ("NSLog(\"%@\", a)", "NSLog"),
    ("NSLog(\"100%\")", "NSLog"), ("print()", "print"),
  ])
  func `other calls are left and told`(text: String, from: String) throws {
    let arguments = ["logger": "log", "from": from]
    #expect(try rewritten(text, "print-to-logger", arguments) == text)
    #expect(
      try remarks(text, "print-to-logger", arguments) == [
        "a call of \(from) with other arguments than one text is left"
      ])
  }

  @Test func `what only looks like it stays and a logger must be a name`() throws {
    for text in ["a.print(\"b\")", "func f(print: F) { print(\"a\") }", "let t = \"print(1)\" // print(\"a\")"] {
      #expect(try rewritten(text, "print-to-logger", ["logger": "log"]) == text)
    }
    #expect(throws: SwiftSourceError.self) { try SourceRewriters.rewriter("print-to-logger", ["logger": "log("]) }
  }
}
