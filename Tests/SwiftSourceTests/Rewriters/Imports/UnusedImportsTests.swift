import Testing

@testable import SwiftSource

struct UnusedImportsTests {
  @Test func `each import that nothing speaks for is a step of its own`() throws {
    let text = "// Head\r\nimport Foundation\r\nimport é\r\n@testable import B // why\r\n\r\nlet x = 1\r\n"
    let outcome = try SourceRewriters.rewriter("unused-imports").outcome(
      for: [SourceFile(path: "A.swift", text: text)], beside: [])
    #expect(
      outcome.steps.map(\.title) == [
        "Remove the import of Foundation from A.swift", "Remove the import of é from A.swift",
        "Remove the import of B from A.swift",
      ])
    let results = outcome.steps.map { SourceEdit.applied($0.changes.flatMap(\.edits), to: text) }
    #expect(results.first == "// Head\r\nimport é\r\n@testable import B // why\r\n\r\nlet x = 1\r\n")
    #expect(results.last == "// Head\r\nimport Foundation\r\nimport é\r\n// why\r\n\r\nlet x = 1\r\n")
  }

  @Test(arguments: [
    "import Foundation\nlet x = URL(string: a)", "@_exported import A\n", "public import A\n",
    "#if canImport(A)\nimport A\n#endif\n", "import Testing\n@Test func f() {}", "let text = \"import A\"",
    "import A; import B", "import keep\n",
  ])
  func `what is used handed on or conditional is not proposed`(text: String) throws {
    let outcome = try SourceRewriters.rewriter("unused-imports", ["keep": "keep, A, B"]).outcome(
      for: [SourceFile(path: "A.swift", text: text)], beside: [])
    #expect(outcome.steps.isEmpty)
  }

  @Test func `an import said twice goes though the module is used`() throws {
    #expect(
      try rewritten("import Foundation\nimport Foundation\nlet a = Date()\n", "unused-imports")
        == "import Foundation\nlet a = Date()\n")
  }
}
