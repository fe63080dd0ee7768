import Evidence
import SourceText
import Testing

@Suite struct FileRuleTests {
  private func scan(_ file: FileChange, _ rule: any EvidenceRule) -> [Finding] {
    EvidenceScan.run(ChangeSet(files: [file]), rules: [rule])
  }

  private func file(
    _ path: String, kind: FileChange.Kind = .added, old: Int? = nil, new: Int? = nil, isBinary: Bool = false
  ) throws -> FileChange {
    FileChange(
      kind: kind, path: try RelativePath(path), old: old.map { FileChange.Version(size: $0) },
      new: kind == .deleted ? nil : FileChange.Version(size: new), isBinary: isBinary)
  }

  @Test(
    arguments: [(1 << 20, nil), (1 << 20 + 1, .medium), (10 << 20, .medium), (11 << 20, .high)] as [(Int, Severity?)])
  func `a file over the limit is reported`(_ size: Int, _ severity: Severity?) throws {
    let findings = scan(try file("data.csv", new: size), LargeFile())
    #expect(findings.first?.severity == severity)
  }

  @Test func `the title gives the size in words`() throws {
    #expect(scan(try file("a", new: 3 << 19), LargeFile()).first?.title == "Large file: 1.5 MiB")
    #expect(scan(try file("a", new: 2048), LargeFile(limit: 1000)).first?.title == "Large file: 2 KiB")
  }

  @Test func `a file that was large before, a deletion and an unknown size are left alone`() throws {
    #expect(scan(try file("a", kind: .modified, old: 2 << 20, new: 3 << 20), LargeFile()).isEmpty)
    #expect(scan(try file("a", kind: .deleted, old: 2 << 20), LargeFile()).isEmpty)
    #expect(scan(try file("a", kind: .added), LargeFile()).isEmpty)
  }

  @Test func `a file that grows over the limit is reported`() throws {
    #expect(scan(try file("a", kind: .modified, old: 10, new: 3 << 20), LargeFile()).count == 1)
  }

  @Test func `an added binary file is reported, an image or a changed one is not`() throws {
    #expect(scan(try file("lib/a.jar", isBinary: true), BinaryFile()).count == 1)
    #expect(scan(try file("logo.PNG", isBinary: true), BinaryFile()).isEmpty)
    #expect(scan(try file("a.jar", kind: .modified, isBinary: true), BinaryFile()).isEmpty)
    #expect(scan(try file("a.txt"), BinaryFile()).isEmpty)
  }

  @Test(arguments: [
    "AGENTS.md", "sub/CLAUDE.md", "claude.MD", "REVIEW.md", ".cursorrules", ".github/copilot-instructions.md",
    ".github/instructions/swift.instructions.md", ".claude/settings.json", ".fulcrum.yaml", ".fulcrum/rules.md",
    "GEMINI.md", ".cursor/rules/a.mdc",
  ])
  func `a changed instruction file is reported`(_ path: String) throws {
    #expect(scan(try file(path), InstructionFileChanged()).count == 1)
  }

  @Test(arguments: [
    "README.md", "docs/review.rst", "Sources/Agents.swift", ".github/workflows/ci.yml", "MY-AGENTS.md.txt",
  ])
  func `other files are not`(_ path: String) throws {
    #expect(scan(try file(path), InstructionFileChanged()).isEmpty)
  }

  @Test func `an instruction file that is deleted or renamed away is reported`() throws {
    let deleted = scan(try file("AGENTS.md", kind: .deleted), InstructionFileChanged())
    #expect(deleted.first?.location.side == .old)
    var renamed = try file("OTHER.md", kind: .renamed)
    renamed.oldPath = try RelativePath("AGENTS.md")
    #expect(scan(renamed, InstructionFileChanged()).count == 1)
  }
}
