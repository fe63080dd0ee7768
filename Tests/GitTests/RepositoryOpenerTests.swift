import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// Every state that libgit2 cannot read, or reads wrongly, from end to end.
struct RepositoryOpenerTests {
  private let builder: RepositoryBuilder

  init() throws {
    builder = try RepositoryBuilder()
    try builder.git("config", "uploadpack.allowFilter", "true")
    for number in 1...3 {
      try builder.write("folder/a.txt", "version \(number)\n")
      try builder.write("other/b.txt", "b\n")
      try builder.commit("commit \(number)")
    }
  }

  @Test func `an ordinary repository is read by libgit2, and no git program is needed`() async throws {
    let repository = try await RepositoryOpener.open(at: builder.path, trustingOwner: false, variables: [:])
    #expect(await repository.reader == .library)
    #expect(repository is LibraryRepository)
    try builder.git("config", "extensions.worktreeConfig", "true")
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", "-b", "other", linked)
    let reader = try await RepositoryOpener.open(at: linked, trustingOwner: false, variables: [:]).reader
    #expect(reader == .library)
  }

  @Test func `the history of a shallow clone ends where it was cut, and what lies beyond is said`() async throws {
    let clone = builder.sibling("clone")
    try builder.git("clone", "--quiet", "--depth", "2", "file://\(builder.path)", clone)
    let repository = try await openWithEither(at: clone)
    #expect(await repository.reader.description.contains("shallow clone"))
    let head = try builder.id(of: "HEAD")
    let commits = try await repository.commits(reachableFrom: [head], hiding: [], limit: 10)
    #expect(commits.map(\.summary) == ["commit 3", "commit 2"])
    #expect(
      try await repository.changes(from: .commit(commits[1].id), to: .commit(head)).text == [
        "-version 2", "+version 3",
      ])
    let error = try await expectGitError(.unsupported) {
      try await repository.changes(from: .commit(builder.id(of: "HEAD~2")), to: .commit(head))
    }
    #expect(error.description.contains("git fetch --unshallow"))
    let blame = try await repository.blame(RelativePath("other/b.txt"), at: head, lines: nil)
    #expect(blame.map(\.isBoundary) == [true])
  }

  @Test(arguments: [false, true])
  func `a partial clone says what it lacks and fetches nothing`(isProgram: Bool) async throws {
    let clone = builder.sibling("clone")
    try builder.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://\(builder.path)", clone)
    try builder.git(arguments: ["config", "protocol.file.allow", "always"], in: clone)
    let repository: any Repository =
      isProgram ? try await openWithProgram(at: clone) : try await openWithEither(at: clone)
    let head = try builder.id(of: "HEAD")
    let blob = try builder.id(of: "HEAD:folder/a.txt")
    for _ in 0..<2 {
      let error = try await expectGitError(.unsupported) { try await repository.blob(blob, limit: 100) }
      #expect(error.description.contains("partial clone"))
      #expect(error.description.contains(blob.hexadecimal))
      #expect(try await !repository.contains(blob))
      let change = try await repository.changes(from: .commit(builder.id(of: "HEAD~1")), to: .commit(head))
      #expect(change.files.isEmpty)
      #expect(try change.omission("folder/a.txt").reason.contains("partial clone"))
      try await expectGitError(.unsupported) {
        try await repository.blame(RelativePath("folder/a.txt"), at: head, lines: nil)
      }
    }
    #expect(try await repository.commits(reachableFrom: [head], hiding: [], limit: 10).count == 3)
    #expect(try await repository.entries(in: .commit(head), below: nil).count == 2)
  }

  @Test func `a sparse checkout lacks no file`() async throws {
    try builder.git("sparse-checkout", "set", "folder")
    try builder.write("folder/new.txt", "new\n")
    #expect(!FileManager.default.fileExists(atPath: "\(builder.path)/other"))
    let head = try builder.id(of: "HEAD")
    let repository = try await openWithEither(at: builder.path)
    #expect(await repository.reader.description.contains("sparse"))
    let change = try await repository.changes(from: .commit(head), to: .workTree)
    #expect(change.files.map(\.path.string) == ["folder/new.txt"])
    #expect(try await repository.changes(from: .commit(head), to: .index) == ChangeSet())
    let blob = try #require(try await repository.entry(at: RelativePath("folder/new.txt"), in: .workTree)?.id)
    #expect(try await repository.blob(blob, limit: 10) == Array("new\n".utf8))
  }

  @Test func `a sparse index is read`() async throws {
    try builder.git("sparse-checkout", "init", "--cone", "--sparse-index")
    try builder.git("sparse-checkout", "set", "folder")
    try builder.write("folder/a.txt", "version 4\n")
    try builder.git("add", "folder/a.txt")
    let repository = try await openWithEither(at: builder.path)
    #expect(await repository.reader.description.contains("may be sparse"))
    #expect(try await repository.entries(in: .index, below: nil).map(\.path.string) == ["folder/a.txt", "other/b.txt"])
    for snapshot in [Snapshot.index, .workTree] {
      let change = try await repository.changes(from: .commit(builder.id(of: "HEAD")), to: snapshot)
      #expect(change.text == ["-version 3", "+version 4"])
    }
  }

  @Test func `a split index is read`() async throws {
    try builder.git("update-index", "--split-index")
    try builder.write("folder/a.txt", "version 4\n")
    try builder.git("add", "folder/a.txt")
    let repository = try await openWithEither(at: builder.path)
    #expect(await repository.reader.description.contains("may be split"))
    let change = try await repository.changes(from: .commit(builder.id(of: "HEAD")), to: .index)
    #expect(change.text == ["-version 3", "+version 4"])
    #expect(try await repository.changes(from: .index, to: .workTree) == ChangeSet())
  }

  @Test func `files that go through a filter are not taken for changed`() async throws {
    let marker = builder.sibling("marker")
    try builder.git("config", "filter.lfs.clean", "sh -c 'touch \(marker); echo pointer'")
    try builder.git("config", "filter.lfs.smudge", "sh -c 'touch \(marker); echo content'")
    try builder.git("config", "filter.lfs.required", "true")
    try builder.write(".gitattributes", "*.bin filter=lfs\n")
    try builder.write("large.bin", "content\n")
    try builder.write("edited.bin", "content\n")
    let head = try builder.commit("large files")
    #expect(try builder.git("show", "HEAD:large.bin") == "pointer")
    try FileManager.default.removeItem(atPath: marker)
    try builder.write("edited.bin", "other content\n")
    try builder.write("folder/a.txt", "version 4\n")
    let repository = try await openWithEither(at: builder.path)
    #expect(await repository.reader.description.contains("filters"))
    let change = try await repository.changes(from: .commit(head), to: .workTree)
    #expect(change.text == ["-version 3", "+version 4"])
    #expect(change.files.map(\.path.string) == ["edited.bin", "folder/a.txt"])
    #expect(try change.omission("edited.bin").reason.contains("the filter “lfs”, which is not run"))
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func `a work tree that a setting names is read where filters are configured`() async throws {
    let elsewhere = builder.sibling("elsewhere")
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
    try Data("new\n".utf8).write(to: URL(filePath: "\(elsewhere)/new.txt"))
    let head = try builder.id(of: "HEAD")
    try builder.git("config", "core.worktree", elsewhere)
    try builder.git("config", "filter.large.clean", "false")
    let repository = try await RepositoryOpener.open(at: builder.path)
    let change = try await repository.changes(from: .commit(head), to: .workTree, limits: DiffLimits())
    #expect(change.files.first { $0.path.string == "new.txt" }?.addedLineCount == 1)
    #expect(change.files.count { $0.kind == .deleted } == 2)
  }

  @Test func `a SHA-256 repository is read`() async throws {
    let builder = try RepositoryBuilder(options: ["--object-format=sha256"])
    try builder.write("a.txt", "one\n")
    try builder.write("same.txt", (1...30).map { "line \($0)\n" }.joined())
    let first = try builder.commit("first")
    try builder.write("a.txt", "two\n")
    try builder.git("mv", "same.txt", "moved.txt")
    let second = try builder.commit("second")
    try builder.write("a.txt", "three\n")
    let repository = try await openWithEither(at: builder.path)
    #expect(await repository.reader.description.contains("SHA-256"))
    #expect(try await repository.commit(named: "HEAD").parents == [first])
    let change = try await repository.changes(from: .commit(first), to: .commit(second))
    #expect(change.files.map(\.kind) == [.modified, .renamed])
    #expect(change.text == ["-one", "+two"])
    #expect(try await repository.changes(from: .empty, to: .commit(first)).files.count == 2)
    #expect(try await repository.changes(from: .index, to: .workTree).text == ["-two", "+three"])
    let blob = try #require(try await repository.entry(at: RelativePath("a.txt"), in: .workTree)?.id)
    #expect(try blob.hexadecimal == builder.git("hash-object", "a.txt"))
    #expect(try await repository.blame(RelativePath("a.txt"), at: second, lines: nil).map(\.commit) == [second])
    try await expectGitError(.unsupported) {
      try await repository.blob(ObjectID(String(repeating: "12", count: 20)), limit: 10)
    }
  }

  @Test func `a reftable repository is read, or refused by a git that is too old`() async throws {
    let head = try builder.id(of: "HEAD")
    try builder.git("config", "core.repositoryformatversion", "1")
    try builder.git("config", "extensions.refStorage", "reftable")
    do {
      let repository = try await openWithEither(at: builder.path)
      #expect(await repository.reader.description.contains("reftable"))
      #expect(try await repository.contains(head))
    } catch let error as GitError {
      #expect(error.code == .unsupported)
      #expect(error.description.contains("reftable"))
      #expect(error.description.contains("install a newer git"))
    }
  }

  @Test func `variables that git sets for hooks change nothing`() async throws {
    let other = try RepositoryBuilder()
    let variables = [
      "GIT_DIR": "\(other.path)/.git", "GIT_WORK_TREE": other.path, "GIT_INDEX_FILE": "/nowhere",
      "GIT_CONFIG_PARAMETERS": "'core.bare=true'", "GIT_EXEC_PATH": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere",
    ]
    let repository = try await ProgramRepository.open(
      at: builder.path, variables: isolatedVariables.merging(variables) { $1 })
    #expect(repository.location.workTree == builder.path)
    #expect(try await repository.entries(in: .index, below: nil).count == 2)
  }

  @Test func `what this git cannot read either is refused by name`() async throws {
    try builder.git("config", "core.repositoryformatversion", "1")
    try builder.git("config", "extensions.unheardOf", "true")
    let error = try await expectGitError(.unsupported) { try await openWithEither(at: builder.path) }
    #expect(error.description.contains("unheardof"))
  }

  @Test func `without a git program it is said that installing it helps`() async throws {
    let builder = try RepositoryBuilder(options: ["--object-format=sha256"])
    let error = try await expectGitError(.unsupported) {
      try await RepositoryOpener.open(at: builder.path, trustingOwner: false, variables: ["PATH": ""])
    }
    #expect(error.description.contains("SHA-256"))
    #expect(error.description.contains("install git"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
  func `a foreign owner is refused with the advice, unless trusted`() async throws {
    let builder = try RepositoryBuilder(options: ["--object-format=sha256"])
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    for path in [builder.path, "\(builder.path)/.git", "\(builder.path)/.git/config"] {
      try FileManager.default.setAttributes([.ownerAccountID: 12345, .groupOwnerAccountID: 12345], ofItemAtPath: path)
    }
    for open in [openWithEither, openWithProgram] as [(String, Bool) async throws -> any Repository] {
      let error = try await expectGitError(.foreignOwner) { try await open(builder.path, false) }
      #expect(error.description.contains("git config --global --add safe.directory \(builder.path)"))
      #expect(try await open(builder.path, true).commit(named: "HEAD").id == first)
    }
  }

  @Test(arguments: ["/", "/nowhere/at/all", "/etc/hostname"])
  func `no repository is said with what to do`(path: String) async throws {
    for open in [openWithEither, openWithProgram] as [(String, Bool) async throws -> any Repository] {
      let error = try await expectGitError(.noRepository) { try await open(path, false) }
      #expect(error.description.contains(path))
      #expect(error.description.contains("git init"))
    }
  }

  private func openWithEither(at path: String, _ trustingOwner: Bool = false) async throws -> any Repository {
    try await Self.open(path, trustingOwner)
  }

  private var openWithEither: (String, Bool) async throws -> any Repository { { try await Self.open($0, $1) } }

  private var openWithProgram: (String, Bool) async throws -> any Repository {
    { try await GitTests.openWithProgram(at: $0, trustingOwner: $1) }
  }

  private func openWithProgram(at path: String) async throws -> any Repository {
    try await GitTests.openWithProgram(at: path)
  }

  private static func open(_ path: String, _ trustingOwner: Bool) async throws -> any Repository {
    _ = try? GitTests.open(at: "/nowhere")
    return try await RepositoryOpener.open(at: path, trustingOwner: trustingOwner, variables: isolatedVariables)
  }
}
