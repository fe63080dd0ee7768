import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

@Suite(.serialized) struct WorkTreeTests {
  private let builder: RepositoryBuilder
  private let head: ObjectID

  init() throws {
    builder = try RepositoryBuilder()
    try builder.write("kept.txt", "one\n")
    try builder.write("edited.txt", "one\ntwo\n")
    try builder.write("staged.txt", "one\n")
    try builder.write("gone.txt", "one\n")
    try builder.write("folder/inner.txt", "one\n")
    try builder.write(".gitignore", "*.log\nbuild/\n")
    head = try builder.commit("first")
  }

  private func change(_ limits: DiffLimits = DiffLimits()) async throws -> ChangeSet {
    try await open(builder).changes(from: .commit(head), to: .workTree, limits: limits)
  }

  private func path(_ file: String) -> String { "\(builder.path)/\(file)" }

  /// All files of the repository, with their times.
  private func files() throws -> [String: Date] {
    let folder = path(".git")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return try names.reduce(into: [:]) { files, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      files[name] = attributes[.modificationDate] as? Date
    }
  }

  @Test func `staged, unstaged and untracked changes are one, ignored files are none`() async throws {
    try builder.write("edited.txt", "one\n2\n")
    try builder.write("staged.txt", "staged\n")
    try builder.git("add", "staged.txt")
    try builder.write("staged.txt", "staged and edited\n")
    try builder.remove("gone.txt")
    try builder.write("new/deep/file.txt", "new\n")
    try builder.write("trace.log", "ignored\n")
    try builder.write("build/out.txt", "ignored\n")
    let before = try files()
    let change = try await change()
    #expect(change.files.map(\.path.string) == ["edited.txt", "gone.txt", "new/deep/file.txt", "staged.txt"])
    #expect(change.files.map(\.kind) == [.modified, .deleted, .added, .modified])
    #expect(change.text == [" one", "-two", "+2", "-one", "+new", "-one", "+staged and edited"])
    #expect(change.omissions.isEmpty)
    #expect(try change.file("edited.txt").new?.blob?.hexadecimal == builder.git("hash-object", "edited.txt"))
    #expect(try files() == before, "something was written into the repository")
  }

  @Test func `the work tree is read like a commit`() async throws {
    try builder.write("edited.txt", "edited\n")
    try builder.write("new.txt", "new\n")
    try builder.remove("gone.txt")
    let repository = try open(builder)
    let paths = try await repository.entries(in: .workTree, below: nil).map(\.path.string)
    #expect(paths == [".gitignore", "edited.txt", "folder/inner.txt", "kept.txt", "new.txt", "staged.txt"])
    for (file, text) in ["edited.txt": "edited\n", "new.txt": "new\n", "kept.txt": "one\n"] {
      let entry = try #require(try await repository.entry(at: RelativePath(file), in: .workTree))
      #expect(try await repository.blob(entry.id, limit: 100) == Array(text.utf8))
    }
    #expect(try await repository.entry(at: RelativePath("gone.txt"), in: .workTree) == nil)
    #expect(
      try await repository.changes(from: .workTree, to: .commit(head)).files.map(\.kind) == [
        .modified, .added, .deleted,
      ])
    #expect(try await repository.changes(from: .index, to: .workTree).files.count == 3)
  }

  @Test func `one review sees one state`() async throws {
    try builder.write("edited.txt", "first\n")
    let repository = try open(builder)
    let first = try await repository.changes(from: .commit(head), to: .workTree)
    try builder.write("edited.txt", "second\n")
    #expect(try await repository.changes(from: .commit(head), to: .workTree) == first)
  }

  @Test func `before the first commit all is new`() async throws {
    let empty = try RepositoryBuilder()
    try empty.write("a.txt", "one\n")
    try empty.write("b.txt", "two\n")
    try empty.git("add", "a.txt")
    #expect(try await open(empty).changes(from: .empty, to: .workTree).text == ["+one", "+two"])
  }

  @Test func `renames are found, also of files that git does not know yet`() async throws {
    let text = (1...20).map { "line \($0)\n" }.joined()
    try builder.write("old.txt", text)
    let head = try builder.commit("second")
    try builder.remove("old.txt")
    try builder.write("new.txt", text + "more\n")
    let change = try await open(builder).changes(from: .commit(head), to: .workTree)
    #expect(change.files.map(\.kind) == [.renamed])
    #expect(try change.file("new.txt").oldPath?.string == "old.txt")
  }

  @Test func `links are read as links and never followed`() async throws {
    let secret = builder.sibling("outside")
    try FileManager.default.createDirectory(atPath: secret, withIntermediateDirectories: false)
    try Data("outside\n".utf8).write(to: URL(filePath: secret + "/inner.txt"))
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: secret + "/inner.txt")
    try builder.remove("folder")
    try FileManager.default.createSymbolicLink(atPath: path("folder"), withDestinationPath: secret)
    let change = try await change()
    #expect(change.files.map(\.path.string) == ["folder", "folder/inner.txt", "link"])
    #expect(try change.file("folder").new?.mode == .symbolicLink)
    #expect(try change.file("folder/inner.txt").kind == .deleted)
    #expect(try change.file("link").addedLines.map(\.text) == [secret + "/inner.txt"])
    #expect(!change.text.contains("+outside"))
    guard let root = WorkTreeFolder(path: builder.path) else {
      Issue.record("the work tree cannot be opened")
      return
    }
    guard case .absent = try root.content(at: RelativePath("folder/inner.txt"), limit: 100) else {
      Issue.record("a link was followed")
      return
    }
  }

  @Test func `pipes are named where git knows them, and nothing waits for them`() async throws {
    try builder.remove("edited.txt")
    #expect(mkfifo(path("edited.txt"), 0o600) == 0)
    #expect(mkfifo(path("untracked"), 0o600) == 0)
    let change = try await change()
    #expect(try change.omission("edited.txt").reason == "a named pipe, which is not read")
  }

  @Test func `huge files are named with their size, and binary ones are binary`() async throws {
    let file = try #require(FileHandle(forWritingAtPath: path("kept.txt")))
    try file.truncate(atOffset: 5 << 30)
    try file.close()
    try builder.write("large.txt", String(repeating: "x\n", count: 3000))
    try builder.write("image.bin", bytes: [1, 0, 2])
    let change = try await change(DiffLimits(fileSize: 5000))
    #expect(try change.omission("kept.txt").reason == "5368709120 bytes, more than the limit of 33554432")
    #expect(try change.file("kept.txt").new?.size == 5 << 30)
    #expect(try change.omission("large.txt").reason == "6000 bytes, more than the limit of 5000")
    #expect(try change.file("image.bin").isBinary)
  }

  @Test func `what passes the limits altogether is named`() async throws {
    for name in ["a", "b", "c", "d"] { try builder.write(name, "12345") }
    let repository = try open(builder)
    let tree = try await repository.reading(
      builder.path, ["a", "b", "c", "d"], WorkTreeReader.Limits(fileSize: 100, size: 8, files: 3))
    #expect(tree.omissions.map(\.path) == ["b", "c", nil])
    #expect(tree.omissions[0].reason == "5 bytes, with which the work tree's changes pass the limit of 8 bytes")
    #expect(tree.omissions[2].reason == "1 more changed files of the work tree are past the limit of 3 files")
  }

  @Test func `an unresolved merge conflict is read as it stands in the file`() async throws {
    try builder.git("checkout", "--quiet", "-b", "side")
    try builder.write("edited.txt", "side\n")
    try builder.commit("side")
    try builder.git("checkout", "--quiet", "main")
    try builder.write("edited.txt", "main\n")
    let main = try builder.commit("main")
    #expect(throws: RepositoryBuilder.Failure.self) { try builder.git("merge", "--quiet", "side") }
    let change = try await open(builder).changes(from: .commit(main), to: .workTree)
    #expect(change.omissions.isEmpty)
    #expect(
      try change.file("edited.txt").addedLines.map(\.text).contains { $0.hasPrefix(String(repeating: "<", count: 7)) })
  }

  @Test func `line ends that git converts are no change, and no configured program runs`() async throws {
    let trace = builder.sibling("trace")
    try builder.write(".gitattributes", "*.txt text=auto filter=evil diff=evil\n")
    try builder.commit("attributes")
    for key in [
      "filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.evil.command", "core.fsmonitor",
    ] {
      try builder.git("config", key, "touch \(trace)")
    }
    try builder.git("config", "filter.evil.required", "true")
    try builder.git("config", "core.autocrlf", "true")
    try builder.write("edited.txt", "one\r\ntwo\r\n")
    try builder.write("kept.txt", "one\r\nmore\r\n")
    let change = try await open(builder).changes(from: .commit(builder.id(of: "HEAD")), to: .workTree)
    #expect(change.text == [" one", "+more"])
    #expect(!FileManager.default.fileExists(atPath: trace))
  }

  @Test func `a submodule that moved is a change, what is edited in it is not, other repositories are named`()
    async throws
  {
    let inner = try RepositoryBuilder()
    try inner.write("a.txt", "one\n")
    let first = try inner.commit("first")
    try builder.git("submodule", "--quiet", "add", inner.path, "inner")
    let head = try builder.commit("submodule")
    try Data("edited\n".utf8).write(to: URL(filePath: path("inner/a.txt")))
    try builder.git("init", "--quiet", path("nested"))
    try builder.write("nested/b.txt", "nested\n")
    let still = try await open(builder).changes(from: .commit(head), to: .workTree)
    #expect(still.files.isEmpty)
    #expect(try still.omission("nested/").reason == "another repository, which is not looked into")

    try builder.git("-C", "inner", "commit", "--quiet", "--all", "--message", "moved")
    let moved = try await open(builder).changes(from: .commit(head), to: .workTree).file("inner")
    #expect(moved.old?.blob == first)
    #expect(moved.new?.blob?.hexadecimal == (try builder.git("-C", "inner", "rev-parse", "HEAD")))
  }

  @Test func `files that a sparse checkout leaves out are not deleted, and no mark hides an edit`() async throws {
    try builder.git("update-index", "--skip-worktree", "gone.txt", "kept.txt")
    try builder.git("update-index", "--assume-unchanged", "edited.txt")
    try builder.remove("gone.txt")
    try builder.write("kept.txt", "edited\n")
    try builder.write("edited.txt", "edited\n")
    let change = try await change()
    #expect(change.files.map(\.path.string) == ["edited.txt", "kept.txt"])
  }

  @Test func `modes are those that git would stage`() async throws {
    try builder.writeScript("folder/inner.txt", "one\n")
    try builder.writeScript("new.sh", "new\n")
    let change = try await change()
    #expect(try change.file("folder/inner.txt").new?.mode == .executable)
    #expect(try change.file("new.sh").new?.mode == .executable)
  }

  @Test func `a bare repository has no work tree`() async throws {
    let bare = try RepositoryBuilder(bare: true)
    let error = try await expectGitError(.invalidInput) {
      try await open(bare).changes(from: .empty, to: .workTree)
    }
    #expect(error.description.contains("no work tree"))
  }
}

extension LibraryRepository {
  /// Reads some files with limits of their own, and says what was left out.
  fileprivate func reading(
    _ path: String, _ names: [String], _ limits: WorkTreeReader.Limits
  ) throws -> ChangeSet {
    let staged = try index()
    guard let folder = WorkTreeFolder(path: path) else { return ChangeSet() }
    try repository.keepNewObjectsInMemory()
    var reader = try WorkTreeReader(folder: folder, staged: staged, repository: repository.pointer, limits: limits)
    for name in names { try reader.put(name, mode: 0o100644, isTracked: false) }
    return reader.finished().unread
  }
}
