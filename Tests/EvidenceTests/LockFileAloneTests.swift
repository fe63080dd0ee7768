import Evidence
import SourceText
import Testing

@Suite struct LockFileAloneTests {
  @Test(arguments: [
    TreeExample("alone", ["go.mod": "module m\n", "go.sum": "a\n"], ["go.mod": "module m\n", "go.sum": "b\n"]),
    TreeExample(
      "another's manifest", ["a/Cargo.lock": "a\n", "go.mod": "a\n"], ["a/Cargo.lock": "b\n", "go.mod": "b\n"]),
  ])
  func `a lock file that changes alone is reported`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: LockFileAlone()).map(\.rule) == ["lock-file-alone"])
  }

  @Test(arguments: [
    TreeExample("with it", ["go.mod": "a\n", "go.sum": "a\n"], ["go.mod": "b\n", "go.sum": "b\n"]),
    TreeExample("new", ["go.mod": "a\n"], ["go.mod": "a\n", "go.sum": "b\n"]),
    TreeExample(
      "a member's", ["x/Cargo.toml": "a\n", "Cargo.lock": "a\n"], ["x/Cargo.toml": "b\n", "Cargo.lock": "b\n"]),
  ])
  func `one that changes with a manifest, or is new, is left alone`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: LockFileAlone()).isEmpty)
  }

  @Test func `it is off by default`() {
    #expect(!LockFileAlone.description.isOnByDefault)
  }
}
