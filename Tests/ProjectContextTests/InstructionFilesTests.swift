import Foundation
import Git
import ProjectContext
import SourceText
import TestSupport
import Testing

struct InstructionFilesTests {
  private func reading(
    _ builder: RepositoryBuilder, _ paths: [String] = ["x"], user: String? = nil,
    sizeLimit: Int = InstructionFiles.sizeLimit
  ) async throws -> InstructionFiles {
    let repository = try LibraryRepository.open(at: builder.path)
    return try await InstructionFiles.reading(
      for: try paths.map { try RelativePath($0) }, at: .commit(try builder.id(of: "HEAD")), in: repository, user: user,
      sizeLimit: sizeLimit)
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

  @Test func `too much is cut, and said`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", String(repeating: "x", count: 40 << 10))
    try builder.write("a/AGENTS.md", "late\n")
    try builder.commit("Large")
    let files = try await reading(builder, ["a/x"])
    #expect(files.files.map(\.text.utf8.count) == [32 << 10])
    #expect(files.warnings.count == 2)
  }

  @Test func `what is cut is cut between characters`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "x" + String(repeating: "\u{E9}", count: 20 << 10))
    try builder.commit("Large")
    let text = try await reading(builder, ["a"]).files[0].text
    #expect(text.utf8.count == (32 << 10) - 1)
    #expect(!text.contains("\u{FFFD}"))
  }

  @Test func `a link is followed within the repository, and the same content counts once`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "be kind\n")
    try builder.write("docs/rules.md", "be strict\n")
    try builder.write("copy/CLAUDE.md", "be kind\n")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: "\(builder.path)/CLAUDE.md", withDestinationPath: "AGENTS.md")
    try files.createSymbolicLink(atPath: "\(builder.path)/docs/REVIEW.md", withDestinationPath: "../docs/rules.md")
    try builder.commit("Links")
    let found = try await reading(builder, ["docs/x", "copy/y"])
    #expect(found.files.map(\.path.string) == ["AGENTS.md", "docs/REVIEW.md"])
    #expect(found.files.map(\.text) == ["be kind\n", "be strict\n"])
    #expect(found.warnings.isEmpty)
  }

  @Test(arguments: ["/etc/passwd", "../outside", "missing", "folder", "CLAUDE.md", ".env"])
  func `a link that leads elsewhere is not followed`(target: String) async throws {
    let builder = try RepositoryBuilder()
    try builder.write("folder/x", "x\n")
    try builder.write(".env", "TOKEN=1\n")
    try FileManager.default.createSymbolicLink(
      atPath: "\(builder.path)/CLAUDE.md", withDestinationPath: target)
    try builder.commit("Links")
    let found = try await reading(builder, ["x"])
    #expect(found.files.isEmpty)
    #expect(found.warnings.count == 1, "\(found.warnings)")
  }

  @Test func `hidden characters are made visible`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "be kind\u{202E}\u{1b}[31m\u{E0041}\n")
    try builder.commit("Hidden")
    let text = try await reading(builder, ["x"]).files.first?.text ?? ""
    #expect(!text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B || $0.value == 0xE0041 })
    #expect(text.hasPrefix("be kind"))
  }

  // MARK: The user's own

  @Test func `the user's own stand first, and count for the limit`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "project\n")
    try builder.commit("Instructions")
    let found = try await reading(builder, user: "mine\u{202E}")
    #expect(found.user == "mine\\u{202E}")
    #expect(found.files.map(\.text) == ["project\n"])
    let cut = try await reading(builder, user: String(repeating: "x", count: 100), sizeLimit: 100)
    #expect(cut.files.isEmpty)
    #expect(cut.warnings.count == 1)
    let repository = try LibraryRepository.open(at: builder.path)
    let first = try await InstructionFiles.reading(for: [], at: .empty, in: repository, user: "mine")
    #expect(first.user == "mine")
  }

  // MARK: Imports

  @Test func `what is imported stands behind its file, relative to it, each content once`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "root @docs/one.md and @docs/two.md\n")
    try builder.write("docs/one.md", "one @two.md @../AGENTS.md\n")
    try builder.write("docs/two.md", "two @one.md\n")
    try builder.write("a/REVIEW.md", "near @../docs/two.md @./three.md\n")
    try builder.write("a/three.md", "three\n")
    try builder.commit("Imports")
    let found = try await reading(builder, ["a/x"])
    #expect(
      found.files.map(\.path.string) == ["AGENTS.md", "docs/one.md", "docs/two.md", "a/REVIEW.md", "a/three.md"])
    #expect(found.files.map { $0.importer?.string } == [nil, "AGENTS.md", "docs/one.md", nil, "a/REVIEW.md"])
    #expect(found.warnings.isEmpty)
  }

  @Test func `a file of nothing but an import is not shown itself`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "be kind\n")
    try builder.write("CLAUDE.md", "@AGENTS.md\n")
    try builder.write("a/CLAUDE.md", "@../docs/style.md\n")
    try builder.write("docs/style.md", "two blanks\n")
    try builder.commit("Imports")
    let found = try await reading(builder, ["a/x"])
    #expect(found.files.map(\.path.string) == ["AGENTS.md", "docs/style.md"])
  }

  @Test func `imports go five files deep, and no further`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "0 @1.md\n")
    for number in 1...7 { try builder.write("\(number).md", "\(number) @\(number + 1).md\n") }
    try builder.commit("Deep")
    let found = try await reading(builder)
    #expect(found.files.map(\.path.string) == ["AGENTS.md", "1.md", "2.md", "3.md", "4.md", "5.md"])
    #expect(found.warnings.count == 1)
    #expect(found.warnings[0].contains("5.md"))
  }

  @Test(arguments: [
    ("@../outside.md", "leads out of the repository"), ("@/etc/passwd", "leads out of the repository"),
    ("@~/.ssh/config", "leads out of the repository"), ("@missing.md", "there is no such file"),
    ("@.git/config", "leads out of the repository"), ("@keys/server.pem", "usually hold secrets"),
    ("@data.bin", "is not text"),
  ])
  func `what cannot be imported is said, and the rest counts`(text: String, warning: String) async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "See \(text)\n")
    try builder.write("keys/server.pem", "key\n")
    try builder.write("data.bin", bytes: [1, 0, 2])
    try builder.commit("Imports")
    let found = try await reading(builder)
    #expect(found.files.map(\.path.string) == ["AGENTS.md"])
    #expect(found.warnings.count == 1)
    #expect(found.warnings.first?.contains(warning) == true, "\(found.warnings)")
  }

  @Test func `a name behind an at sign is no missing file`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "Ask @ada, use @types/node, mark it @MainActor.\n")
    try builder.commit("Names")
    #expect(try await reading(builder).warnings.isEmpty)
  }

  @Test func `a file that is there by its name comes before an import when room is short`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", "root @long.md\n")
    try builder.write("long.md", String(repeating: "x", count: 200))
    try builder.write("a/AGENTS.md", "near\n")
    try builder.commit("Room")
    let found = try await reading(builder, ["a/x"], sizeLimit: 30)
    #expect(found.files.map(\.path.string) == ["AGENTS.md", "long.md", "a/AGENTS.md"])
    #expect(found.files[2].text == "near\n")
    #expect(found.files[1].text.count == 30 - 19)
    #expect(found.warnings.count == 1)
  }

  @Test func `only so many files are used`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("AGENTS.md", (0..<200).map { "@many/\($0).md" }.joined(separator: " ") + " all\n")
    for number in 0..<200 { try builder.write("many/\(number).md", "\(number)\n") }
    try builder.commit("Many")
    let found = try await reading(builder)
    #expect(found.files.count == 64)
    #expect(found.warnings.count == 1)
  }
}
