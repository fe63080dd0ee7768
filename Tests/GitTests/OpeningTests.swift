import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct OpeningTests {
  @Test func `a repository is found from a folder inside it`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a/b/c.txt", "text\n")
    let repository = try open(at: "\(builder.path)/a/b")
    #expect(repository.location.workTree == builder.path)
    #expect(repository.location.gitFolder == "\(builder.path)/.git")
    #expect(repository.location.commonFolder == "\(builder.path)/.git")
  }

  @Test func `a bare repository has no work tree`() throws {
    let builder = try RepositoryBuilder(bare: true)
    let repository = try open(builder)
    #expect(repository.location.workTree == nil)
    #expect(repository.location.gitFolder == builder.path)
  }

  @Test func `a linked work tree shares the common folder`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", "-b", "other", linked)
    let repository = try open(at: linked)
    #expect(repository.location.workTree == linked)
    #expect(repository.location.gitFolder == "\(builder.path)/.git/worktrees/linked")
    #expect(repository.location.commonFolder == "\(builder.path)/.git")
    #expect(try await repository.commit(named: "HEAD").id == first)
  }

  @Test func `variables that git sets for hooks change nothing`() async throws {
    let builder = try RepositoryBuilder()
    let other = try RepositoryBuilder()
    // In a process of its own, since the environment is shared with all tests that run meanwhile.
    await #expect(processExitsWith: .success) { [path = builder.path as String, otherPath = other.path as String] in
      setenv("GIT_DIR", "\(otherPath)/.git", 1)
      setenv("GIT_WORK_TREE", otherPath, 1)
      let workTree = try open(at: path).location.workTree
      #expect(workTree == path)
    }
  }

  @Test(arguments: ["/", "/nowhere/at/all", "/etc/hostname"])
  func `no repository is said with what to do`(path: String) async throws {
    let error = try await expectGitError(.noRepository) { try open(at: path) }
    #expect(error.description.contains(path))
    #expect(error.description.contains("git init"))
  }

  @Test(arguments: ["", "a\u{0}b"])
  func `a path that cannot be one is refused`(path: String) async throws {
    try await expectGitError(.invalidInput) { try open(at: path) }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
  func `a foreign owner is refused with the advice, unless trusted`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    for path in [builder.path, "\(builder.path)/.git", "\(builder.path)/.git/config"] {
      try FileManager.default.setAttributes([.ownerAccountID: 12345, .groupOwnerAccountID: 12345], ofItemAtPath: path)
    }
    let error = try await expectGitError(.foreignOwner) { try open(builder) }
    #expect(error.description.contains("git config --global --add safe.directory \(builder.path)"))
    let trusted = try open(at: builder.path, trustingOwner: true)
    #expect(try await trusted.commit(named: "HEAD").id == first)
    try await expectGitError(.foreignOwner) { try open(builder) }
  }

  @Test func `a SHA-256 repository is refused by name`() async throws {
    let builder = try RepositoryBuilder(options: ["--object-format=sha256"])
    let error = try await expectGitError(.unsupported) { try open(builder) }
    #expect(error.description.contains("SHA-256"))
  }

  @Test func `an unknown extension is refused by name`() async throws {
    let builder = try RepositoryBuilder()
    try builder.git("config", "core.repositoryformatversion", "1")
    try builder.git("config", "extensions.refStorage", "reftable")
    let error = try await expectGitError(.unsupported) { try open(builder) }
    #expect(error.description.contains("reftable"))
  }

  @Test func `the configuration of one work tree is read`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    try builder.commit("first")
    try builder.git("config", "extensions.worktreeConfig", "true")
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", "-b", "other", linked)
    try builder.git(arguments: ["config", "--worktree", "core.hooksPath", "mine"], in: linked)
    let value = try await open(at: linked).configuration("core.hooksPath")
    #expect(value == ConfigurationValue(text: "mine", level: .repository))
    #expect(try await open(builder).configuration("core.hooksPath") == nil)
  }

  @Test func `a broken configuration is an error`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write(".git/config", "[core\n")
    try await expectGitError(.failed) { try open(builder) }
  }
}
