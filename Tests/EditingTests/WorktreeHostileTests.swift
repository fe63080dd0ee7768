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

/// Commits that want to be written elsewhere, and children that leave traps behind.
struct WorktreeHostileTests {
  @Test func `a hostile tree is written nowhere but in the tree`() async throws {
    let fixture = try await WorktreeFixture()
    let blob = try await fixture.writer.write(blob: Array("evil".utf8))
    let link = try await fixture.writer.write(blob: Array("\(fixture.builder.sibling("outside"))".utf8))
    try write(fixture.builder.sibling("outside/precious"), "1")
    let inner = try fixture.tree([("100644", "precious", blob), ("100755", "hook", blob)])
    let root = try fixture.tree([
      ("40000", "..", inner), ("40000", ".", inner), ("40000", ".git", inner), ("40000", ".GIT", inner),
      ("40000", ".git ", inner), ("40000", ".g\u{200C}it", inner), ("40000", "GIT~1", inner),
      ("100644", "../escaped", blob), ("100644", "/escaped", blob),
      ("100644", String(repeating: "x", count: 300), blob),
      ("120000", "link", link), ("40000", "plain", inner),
      ("120000", "empty link", try await fixture.writer.write(blob: [])),
    ])
    let worktree = try await fixture.pool().claim(commit: root, run: "one")
    #expect(try contents(of: worktree.path).keys.sorted() == ["link", "plain", "plain/hook", "plain/precious"])
    #expect(await worktree.omissions.count == 11)
    #expect(try String(contentsOfFile: fixture.builder.sibling("outside/precious"), encoding: .utf8) == "1")
    #expect(try contents(of: fixture.builder.sibling("outside")).count == 1)
    #expect(!FileManager.default.fileExists(atPath: fixture.builder.sibling("escaped")))

    // A link and a folder of the same name: refused altogether.
    let clash = try fixture.tree([("120000", "a", link), ("40000", "a", inner)])
    await #expect(throws: GitError.self) { try await fixture.pool().claim(commit: clash, run: "two") }
    #expect(try contents(of: fixture.builder.sibling("outside")).count == 1)
  }

  @Test func `a commit whose folder was a link before does not write through it`() async throws {
    let fixture = try await WorktreeFixture()
    let outside = fixture.builder.sibling("outside")
    try write("\(outside)/precious", "1")
    try FileManager.default.createSymbolicLink(atPath: "\(fixture.builder.path)/a", withDestinationPath: outside)
    let first = try fixture.builder.commit("first")
    try fixture.builder.remove("a")
    try fixture.builder.write("a/precious", "evil")
    let second = try fixture.builder.commit("second")
    let worktree = try await fixture.pool().claim(commit: first, run: "one")
    for commit in [second, first, second] { try await worktree.bring(to: commit) }
    #expect(try contents(of: worktree.path)["a/precious"] != nil)
    #expect(try String(contentsOfFile: "\(outside)/precious", encoding: .utf8) == "1")
  }

  @Test func `whatever a child did, the tree comes back and nothing outside is touched`() async throws {
    let fixture = try await WorktreeFixture()
    for path in ["a/one", "a/two", "b/three", "b/c/four", "top", "second"] { try fixture.builder.write(path, "1\n") }
    try FileManager.default.createSymbolicLink(atPath: "\(fixture.builder.path)/link", withDestinationPath: "top")
    let commit = try fixture.builder.commit("first")
    let worktree = try await fixture.pool().claim(commit: commit, run: "one")
    let clean = try contents(of: worktree.path)
    let tree = worktree.path
    let outside = fixture.builder.sibling("outside")
    try write("\(outside)/precious", "precious")
    try write("\(outside)/a/one", "precious")
    let before = try contents(of: outside)

    // A folder becomes a link to a folder outside that holds the same names.
    try FileManager.default.removeItem(atPath: "\(tree)/a")
    #expect(symlink("\(outside)/a", "\(tree)/a") == 0)
    // A file becomes a second name of a file outside, with the right content, time and size or not.
    try FileManager.default.removeItem(atPath: "\(tree)/top")
    try write("\(outside)/top", "1\n")
    #expect(link("\(outside)/top", "\(tree)/top") == 0)
    #expect(link("\(outside)/precious", "\(tree)/b/new name") == 0)
    // The same size and time as before, another content.
    let time = try FileManager.default.attributesOfItem(atPath: "\(tree)/second")[.modificationDate] as? Date
    try write("\(tree)/second", "2\n")
    try FileManager.default.setAttributes([.modificationDate: #require(time)], ofItemAtPath: "\(tree)/second")
    // Pipes, sets of permissions, a link to a device, folders nobody may enter.
    #expect(mkfifo("\(tree)/pipe", 0o600) == 0)
    try FileManager.default.removeItem(atPath: "\(tree)/b/three")
    #expect(mkfifo("\(tree)/b/three", 0o600) == 0)
    #expect(chmod("\(tree)/b/c/four", 0o4755) == 0)
    #expect(chmod("\(tree)/b/c", 0) == 0)
    try FileManager.default.removeItem(atPath: "\(tree)/link")
    #expect(symlink("/dev/zero", "\(tree)/link") == 0)
    try FileManager.default.createDirectory(atPath: "\(tree)/.git/hooks", withIntermediateDirectories: true)
    try write("\(tree)/.git/hooks/pre-commit", "evil")
    #expect(symlink(outside, "\(tree)/.git/objects") == 0)
    // Names that are not UTF-8, and folders deeper than any path.
    let odd = "\(tree)/odd-".utf8CString.dropLast() + [-1, 0]
    #expect(mkdir(Array(odd), 0o700) == 0)
    try deepFolder(in: tree)

    try await worktree.bring(to: commit)
    #expect(try contents(of: tree) == clean)
    var expected = before
    expected["top"] = "file \(Data("1\n".utf8).base64EncodedString())"
    #expect(try contents(of: outside) == expected)
    var status = stat()
    #expect(stat("\(tree)/top", &status) == 0)
    #expect(status.st_nlink == 1)
    #expect(stat("\(tree)/b/c/four", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o644)

    // The tree itself may be gone, or be a link.
    try FileManager.default.removeItem(atPath: tree)
    #expect(symlink(outside, tree) == 0)
    try await worktree.bring(to: commit)
    #expect(try contents(of: tree) == clean)
    #expect(try contents(of: outside) == expected)
    try await worktree.release()
    try deepFolder(in: tree)
    let pool = try await fixture.pool()
    #expect(try pool.remove(slot: "0"))
    #expect(!FileManager.default.fileExists(atPath: "\(pool.path)/0"))
    #expect(try contents(of: outside) == expected)
  }

  /// Makes folders in one another until their path is longer than the system takes.
  private func deepFolder(in tree: String) throws {
    let name = String(repeating: "d", count: 200)
    var folder = open(tree, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for _ in 0..<60 {
      #expect(mkdirat(folder, name, 0o700) == 0)
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      close(folder)
      folder = next
    }
    close(folder)
  }
}
