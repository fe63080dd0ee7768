import Evidence
import SourceText
import Testing

@Suite struct CaseClashTests {
  private func findings(_ path: String, kind: FileChange.Kind = .added, beside other: String) async throws -> [Finding]
  {
    let change = WholeChange(
      files: [ChangedFile(try Example(path, "+a", kind: kind).fileChange)], base: try MemoryTree(),
      head: try MemoryTree([other: "", path: ""]))
    return try await EvidenceScan.run(change, rules: [CaseClash()]).findings
  }

  @Test(arguments: [
    ("README.md", "Readme.md"), ("Sources/a.swift", "sources/A.swift"), ("caf\u{E9}", "cafe\u{301}"),
  ])
  func `an added path that differs only by case or normal form is reported`(_ path: String, _ other: String)
    async throws
  {
    let found = try await findings(path, beside: other)
    #expect(found.map(\.location.path.string) == [path])
    #expect(found.first?.explanation.contains(other) == true)
    #expect(try await findings(path, kind: .renamed, beside: other).count == 1)
  }

  @Test(arguments: [("a.md", "b.md"), ("a/b", "a/bc"), ("cafe", "caf\u{E9}")])
  func `other paths are left alone`(_ path: String, _ other: String) async throws {
    #expect(try await findings(path, beside: other).isEmpty)
  }

  @Test func `a clash that was there before is left alone`() async throws {
    #expect(try await findings("README.md", kind: .modified, beside: "Readme.md").isEmpty)
    #expect(try await findings("README.md", kind: .deleted, beside: "Readme.md").isEmpty)
  }
}
