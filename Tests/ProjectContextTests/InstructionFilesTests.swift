import Git
import ProjectContext
import SourceText
import TestSupport
import Testing

struct InstructionFilesTests {
  private func reading(_ builder: RepositoryBuilder, _ paths: [String]) async throws -> InstructionFiles {
    let repository = try LibraryRepository.open(at: builder.path)
    return try await InstructionFiles.reading(
      for: try paths.map { try RelativePath($0) }, at: .commit(try builder.id(of: "HEAD")), in: repository)
  }

  @Test func `the root's come first, then those of the folders above the change`() async throws {
    let builder = try RepositoryBuilder()
    for path in ["CLAUDE.md", "AGENTS.md", "a/AGENTS.md", "a/b/REVIEW.md", "other/AGENTS.md", "a/b/c/AGENTS.md"] {
      try builder.write(path, "of \(path)\n")
    }
    try builder.commit("Instructions")
    let files = try await reading(builder, ["a/b/x.swift", "a/y.swift"])
    #expect(files.files.map(\.path.string) == ["AGENTS.md", "CLAUDE.md", "a/AGENTS.md", "a/b/REVIEW.md"])
    #expect(files.warnings.isEmpty)
  }

  @Test func `without a commit before the change there are none`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "x\n")
    try builder.commit("First")
    let repository = try LibraryRepository.open(at: builder.path)
    #expect(try await InstructionFiles.reading(for: [], at: .empty, in: repository) == InstructionFiles())
  }

  @Test func `too much is cut, and a link is not followed; both are said`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", String(repeating: "x", count: 40 << 10))
    try builder.write("a/AGENTS.md", "late\n")
    try builder.git("config", "core.symlinks", "true")
    try builder.commit("Large")
    let files = try await reading(builder, ["a/x"])
    #expect(files.files.map(\.text.utf8.count) == [32 << 10])
    #expect(files.warnings.count == 2)
  }

  @Test func `hidden characters are made visible`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "be kind\u{202E}\u{1b}[31m\u{E0041}\n")
    try builder.commit("Hidden")
    let text = try await reading(builder, ["x"]).files.first?.text ?? ""
    #expect(!text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B || $0.value == 0xE0041 })
    #expect(text.hasPrefix("be kind"))
  }
}
