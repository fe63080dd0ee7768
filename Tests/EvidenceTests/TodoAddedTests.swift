import Evidence
import SourceText
import Testing

@Suite struct TodoAddedTests {
  private func findings(_ examples: [Example]) async throws -> [Finding] {
    let files = try examples.map { ChangedFile(try $0.fileChange) }
    let change = WholeChange(files: files, base: try MemoryTree(), head: try MemoryTree())
    return try await EvidenceScan.run(change, rules: [TodoAdded()]).findings
  }

  @Test(arguments: [
    Example("a.swift", "+// TODO: later"), Example("a.swift", "+let a = \"b\" // FIXME"),
    Example("a.c", "+/* XXX: this is wrong */"), Example("a.java", "+ * HACK around it"),
    Example("a.py", "+x = 'a'  # TODO(name): b"), Example("a.go", "+//TODO b"),
    Example("a.js", "+const a = `b` // TODO c"), Example("a.rs", "+    // TODO"),
    Example("a.c", "+/*\n+   TODO b\n+*/"), Example("a.swift", "-// FIXME: a\n+// TODO: b"),
    Example("a.swift", "-// TODO: a\n+// TODO: b\n+// TODO: c"),
    Example("a.swift", "-let a = 1\n+let a = 1 // TODO: b"),
  ])
  func `a note in an added comment is reported`(_ example: Example) async throws {
    #expect(try await findings([example]).count == 1)
  }

  @Test(arguments: [
    Example("a.swift", "+let a = \"TODO\""), Example("a.swift", "+let a = \"// TODO: b\""),
    Example("a.swift", "+let a = \"\"\"\n+  // TODO: b\n+  \"\"\""), Example("a.swift", "+enum State { case TODO }"),
    Example("a.swift", "+// TODOS are listed here"), Example("a.swift", "+// XXXX"),
    Example("a.swift", "+// a todo list"), Example("a.swift", "+// see XXX-123"),
    Example("a.swift", "-// TODO: a\n+// TODO: b"), Example("a.swift", "-// TODO: a\n@@\n+    // TODO: a"),
    Example("a.swift", " // TODO: a\n+let a = 1"), Example("a.swift", "-// TODO: a"),
    Example("a.js", "+const a = /TODO/"), Example("a.md", "+TODO: a"), Example("a.lock", "+# TODO"),
    Example("a.py", "+a = \"\"\"TODO\"\"\""),
  ])
  func `strings, other words and lines that were there are left alone`(_ example: Example) async throws {
    #expect(try await findings([example]).isEmpty)
  }

  @Test func `a line moved from another file is left alone`() async throws {
    let moved = [Example("a.swift", "-// TODO: a"), Example("b.swift", "+  // TODO: a\n+// TODO: b")]
    #expect(try await findings(moved).map(\.quote) == ["// TODO: b"])
  }

  @Test func `the rule is off by default`() {
    #expect(!TodoAdded.description.isOnByDefault)
  }

  @Test(.timeLimit(.minutes(1))) func `many notes take linear time`() async throws {
    let diff = (0..<20_000).map { "-// TODO \($0)" } + (0..<20_000).map { "+// TODO \($0 + 1)" }
    #expect(try await findings([Example("a.swift", diff.joined(separator: "\n"))]).isEmpty)
  }
}
