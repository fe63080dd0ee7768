import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Editing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

struct WorktreeChangesTests {
  @Test(arguments: [[], ["--object-format=sha256"]])
  func `what a child changed is found, and becomes the tree that git makes`(options: [String]) async throws {
    let fixture = try await WorktreeFixture(options: options)
    let builder = fixture.builder
    for path in ["a/one", "a/two", "b/three", "mode", "same", "folder"] { try builder.write(path, "1\n") }
    try builder.write(".gitignore", "*.log\n/out/\n")
    let commit = try builder.commit("first")
    let options = WorktreePool.Options(kept: [try GlobPattern(".build")])
    let worktree = try await fixture.pool(options).claim(commit: commit, run: "one")
    #expect(try await worktree.changes() == WorktreeChanges())
    for root in [worktree.path, builder.path] {
      try write("\(root)/a/one", "2\r\n")
      try write("\(root)/new/deep", "new")
      try write("\(root)/x.log", "ignored")
      try write("\(root)/out/x", "ignored")
      try FileManager.default.removeItem(atPath: "\(root)/b")
      try FileManager.default.removeItem(atPath: "\(root)/folder")
      try write("\(root)/folder/file", "1\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(root)/mode")
    }
    try write("\(worktree.path)/.build/x", "kept")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(worktree.path)/same")
    let found = try await worktree.changes()
    #expect(
      found.changes.map(\.path.string) == ["a/one", "b/three", "folder", "folder/file", "mode", "new/deep"])
    #expect(found.changes.filter { $0.content == nil }.map(\.path.string) == ["b/three", "folder"])
    #expect(found.omissions == [])
    let tree = try await worktree.writeTree(of: found)
    try builder.git("add", "--all")
    #expect(try builder.git("write-tree") == tree.hexadecimal)
    // The tree is brought to what was committed without writing a file; only permissions are put right.
    #expect(try await worktree.bring(to: tree).written == 1)
    #expect(try await worktree.changes() == WorktreeChanges())
  }

  @Test func `what is no file, no path or too much is named and left out`() async throws {
    let fixture = try await WorktreeFixture()
    try fixture.builder.write("a", "1\n")
    try fixture.builder.write("b", "1\n")
    try FileManager.default.createSymbolicLink(atPath: "\(fixture.builder.path)/link", withDestinationPath: "a")
    let commit = try fixture.builder.commit("first")
    let worktree = try await fixture.pool().claim(commit: commit, run: "one")
    let tree = worktree.path
    try FileManager.default.removeItem(atPath: "\(tree)/a")
    try FileManager.default.createSymbolicLink(atPath: "\(tree)/a", withDestinationPath: "/etc/passwd")
    try FileManager.default.removeItem(atPath: "\(tree)/link")
    try write("\(tree)/link", "a")
    try FileManager.default.createSymbolicLink(atPath: "\(tree)/new link", withDestinationPath: "b")
    try write("\(tree)/.git/config", "evil")
    #expect(mkfifo("\(tree)/pipe", 0o600) == 0)
    let odd = Array("\(tree)/odd-".utf8CString.dropLast() + [-1, 0])
    let file = open(odd, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    #expect(file >= 0)
    close(file)
    try write("\(tree)/large", String(repeating: "x", count: 200))
    try write("\(tree)/small", "x")
    let found = try await worktree.changes(limits: WorktreeChanges.Limits(fileSize: 100))
    #expect(found.changes.map(\.path.string) == ["small"])
    #expect(found.omissions.count == 7)
    #expect(found.omissions.contains { $0.path == ".git" && $0.reason.contains("no valid path") })
    let few = try await worktree.changes(limits: WorktreeChanges.Limits(count: 0))
    #expect(few.omissions.contains { $0.path == nil })
  }
}
