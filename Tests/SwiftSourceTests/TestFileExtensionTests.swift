import Testing

@testable import SwiftSource

struct TestFileExtensionTests {
  private static let file = """
    import Testing
    @testable import Queue  // the module

    struct QueueTests {
        @Test func first() {}

        @Test func second() {
            let text = "}"
        }
    }

    extension QueueTests {}

    """

  @Test func `members, imports and indentation are told`() {
    let file = TestFileExtension(Self.file)
    #expect(file.membersByType["QueueTests"] == ["first", "second"])
    #expect(file.imports == ["Testing", "Queue"])
    #expect(file.indentation == "    ")
  }

  @Test func `members go to the end of the type and imports behind the last import`() throws {
    let text = try #require(
      TestFileExtension(Self.file).adding(
        ["    @Test func third() {}"], to: "QueueTests", importing: ["Foundation", "Testing"]))
    #expect(
      text.contains("        let text = \"}\"\n    }\n\n    @Test func third() {}\n}\n\nextension"))
    #expect(text.contains("@testable import Queue  // the module\nimport Foundation\n"))
  }

  @Test(arguments: ["struct QueueTests {", "struct OtherTests {}\n"])
  func `what does not parse, or has no such type, is left alone`(text: String) {
    #expect(TestFileExtension(text).adding(["  func a() {}"], to: "QueueTests", importing: []) == nil)
  }

  @Test func `a type on one line is opened`() throws {
    let text = try #require(
      TestFileExtension("struct QueueTests {}\n").adding(["  @Test func a() {}"], to: "QueueTests", importing: []))
    #expect(text == "struct QueueTests {\n  @Test func a() {}\n}\n")
  }
}
