import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct ChangesTests {
  private func lines(_ range: ClosedRange<Int>) -> String { range.map { "line \($0)\n" }.joined() }

  @Test func `a modified file has hunks with numbers, context and a heading`() async throws {
    func body(_ range: ClosedRange<Int>) -> String { range.map { "  line \($0)\n" }.joined() }
    let builder = try RepositoryBuilder()
    try builder.write("a.c", "int main() {\n" + body(1...20) + "}\n")
    let first = try builder.commit("first")
    try builder.write("a.c", "int main() {\n" + body(1...9) + "new\n" + body(11...20) + "}\n")
    let second = try builder.commit("second")
    let change = try await open(builder).changes(from: .commit(first), to: .commit(second))
    let file = try change.file("a.c")
    #expect(file.kind == .modified)
    #expect(file.oldPath == nil)
    #expect(try file.old?.blob == builder.id(of: "HEAD~1:a.c"))
    #expect(try file.new?.blob == builder.id(of: "HEAD:a.c"))
    #expect(file.old?.size == 15 + body(1...20).utf8.count)
    let hunk = try #require(file.hunks.first)
    #expect(file.hunks.count == 1)
    #expect([hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount] == [8, 7, 8, 7] as [Int])
    #expect(hunk.section == "int main() {")
    #expect(
      change.text == [
        "   line 7", "   line 8", "   line 9", "-  line 10", "+new", "   line 11", "   line 12", "   line 13",
      ])
    #expect(hunk.lines.map(\.oldNumber) == [8, 9, 10, 11, 0, 12, 13, 14])
    #expect(hunk.lines.map(\.newNumber) == [8, 9, 10, 0, 11, 12, 13, 14])

    let narrow = try await open(builder).changes(
      from: .commit(first), to: .commit(second), limits: DiffLimits(contextLines: 0))
    #expect(narrow.text == ["-  line 10", "+new"])
  }

  @Test func `files are added, deleted, renamed and made executable`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("deleted.txt", "gone\n")
    try builder.write("mode.sh", "echo\n")
    try builder.write("old name.txt", lines(1...20))
    try builder.write("same.txt", lines(50...70))
    let first = try builder.commit("first")
    try builder.remove("deleted.txt")
    try builder.write("added.txt", "new\n")
    try builder.write("empty.txt", "")
    try builder.git("mv", "old name.txt", "new name.txt")
    try builder.git("mv", "same.txt", "moved.txt")
    try builder.write("new name.txt", lines(1...19) + "changed\n")
    try builder.writeScript("mode.sh", "echo\n")
    let second = try builder.commit("second")
    let change = try await open(builder).changes(from: .commit(first), to: .commit(second))
    #expect(
      change.files.map(\.path.string) == [
        "added.txt", "deleted.txt", "empty.txt", "mode.sh", "moved.txt", "new name.txt",
      ])
    #expect(change.files.map(\.kind) == [.added, .deleted, .added, .modified, .renamed, .renamed])
    #expect(change.omissions.isEmpty)

    let renamed = try change.file("new name.txt")
    #expect(renamed.oldPath?.string == "old name.txt")
    #expect([renamed.addedLineCount, renamed.removedLineCount] == [1, 1] as [Int])
    let moved = try change.file("moved.txt")
    #expect(moved.oldPath?.string == "same.txt")
    #expect(moved.hunks.isEmpty)
    #expect(moved.new?.size == lines(50...70).utf8.count)
    let mode = try change.file("mode.sh")
    #expect(mode.old?.mode == .regular)
    #expect(mode.new?.mode == .executable)
    #expect(mode.hunks.isEmpty)
    #expect(try change.file("deleted.txt").new == nil)
    #expect(try change.file("added.txt").old == nil)
    #expect(try change.file("empty.txt").hunks.isEmpty)
    #expect(try change.file("empty.txt").new?.size == 0)
  }

  @Test func `carriage returns stay and missing line feeds are marked`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("crlf.txt", "one\r\ntwo\r\n")
    try builder.write("end.txt", "one\ntwo")
    try builder.write("gains.txt", "one")
    try builder.write("loses.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("crlf.txt", "one\r\n2\r\n")
    try builder.write("end.txt", "1\ntwo")
    try builder.write("gains.txt", "one\n")
    try builder.write("loses.txt", "one")
    let second = try builder.commit("second")
    let change = try await open(builder).changes(from: .commit(first), to: .commit(second))
    #expect(change.text.prefix(3) == [" one\r", "-two\r", "+2\r"])
    func marks(_ path: String) throws -> [Bool] { try change.file(path).hunks.flatMap(\.lines).map(\.lacksNewline) }
    #expect(try marks("crlf.txt") == [false, false, false])
    #expect(try marks("end.txt") == [false, false, true])
    #expect(try marks("gains.txt") == [true, false])
    #expect(try marks("loses.txt") == [false, true])
  }

  @Test func `binary files have no hunks, whatever the attributes say`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("image.bin", bytes: [1, 2, 0, 3])
    try builder.write("hidden.js", "good()\n")
    try builder.write("latin.txt", bytes: [0x67, 0xFC, 0x6E, 0x0A])
    let first = try builder.commit("first")
    try builder.write("image.bin", bytes: [1, 2, 0, 4])
    try builder.write("hidden.js", "evil()\n")
    try builder.write("latin.txt", bytes: [0x67, 0xFC, 0x6D, 0x0A])
    try builder.write(".gitattributes", "*.js binary\n*.bin diff\n")
    let second = try builder.commit("second")
    let change = try await open(builder).changes(from: .commit(first), to: .commit(second))
    #expect(try change.file("image.bin").isBinary)
    #expect(try change.file("image.bin").hunks.isEmpty)
    #expect(try change.file("image.bin").new?.size == 4)
    #expect(try !change.file("hidden.js").isBinary)
    #expect(try change.file("hidden.js").addedLines.map(\.text) == ["evil()"])
    #expect(try change.file("latin.txt").addedLines.map(\.text) == ["g\u{FFFD}m"])
  }

  @Test func `a symbolic link is its target, and a submodule is opaque`() async throws {
    let inner = try RepositoryBuilder()
    try inner.write("a.txt", "one\n")
    let innerFirst = try inner.commit("first")
    let builder = try RepositoryBuilder()
    try builder.git("submodule", "--quiet", "add", inner.path, "inner")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/link", withDestinationPath: "a")
    try builder.write("turns", "text\n")
    let first = try builder.commit("first")
    let innerSecond = try inner.commit("second")
    try builder.git("-C", "inner", "pull", "--quiet")
    try builder.remove("link")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/link", withDestinationPath: "b")
    try builder.remove("turns")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/turns", withDestinationPath: "a")
    try builder.git("config", "submodule.inner.ignore", "all")
    try builder.git("config", "diff.ignoreSubmodules", "all")
    try builder.git("add", "--all")
    try builder.git("update-index", "--cacheinfo", "160000,\(innerSecond),inner")
    try builder.git("commit", "--quiet", "--message", "second")
    let second = try builder.id(of: "HEAD")
    let change = try await open(builder).changes(from: .commit(first), to: .commit(second))
    #expect(change.omissions.isEmpty)
    let link = try change.file("link")
    #expect(link.new?.mode == .symbolicLink)
    #expect(link.addedLines.map(\.text) == ["b"])
    let submodule = try change.file("inner")
    #expect(submodule.hunks.isEmpty)
    #expect(submodule.old == FileChange.Version(blob: innerFirst, mode: .submodule))
    #expect(submodule.new == FileChange.Version(blob: innerSecond, mode: .submodule))
    let turned = try change.file("turns")
    #expect(turned.kind == .typeChanged)
    #expect(turned.removedLines.map(\.text) == ["text"])
  }

  @Test func `the first commit is compared with nothing`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a/b.txt", "one\ntwo\n")
    let first = try builder.commit("first")
    let repository = try open(builder)
    let change = try await repository.changes(from: .empty, to: .commit(first))
    #expect(try change.file("a/b.txt").kind == .added)
    #expect(change.text == ["+one", "+two"])
    let reverse = try await repository.changes(from: .commit(first), to: .empty)
    #expect(reverse.text == ["-one", "-two"])
    #expect(try await repository.changes(from: .empty, to: .empty) == ChangeSet())
    #expect(try await repository.changes(from: .commit(first), to: .commit(first)) == ChangeSet())
  }

  @Test func `staged files are compared with a commit, both ways, and with nothing`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    try builder.git("add", "a.txt")
    let repository = try open(builder)
    #expect(try await repository.changes(from: .empty, to: .index).text == ["+one"])
    let first = try builder.commit("first")
    #expect(try await repository.changes(from: .commit(first), to: .index) == ChangeSet())
    try builder.write("a.txt", "two\n")
    #expect(try await repository.changes(from: .commit(first), to: .index) == ChangeSet())
    try builder.git("add", "a.txt")
    #expect(try await repository.changes(from: .commit(first), to: .index).text == ["-one", "+two"])
    #expect(try await repository.changes(from: .index, to: .commit(first)).text == ["-two", "+one"])
    #expect(try await repository.changes(from: .index, to: .empty).text == ["-two"])
  }

  @Test(arguments: ["--assume-unchanged", "--skip-worktree"])
  func `no mark in the index hides what is staged`(mark: String) async throws {
    let builder = try RepositoryBuilder()
    try builder.write("old.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("old.txt", "two\n")
    try builder.write("new.txt", "three\n")
    try builder.git("add", "--all")
    try builder.git("update-index", mark, "old.txt", "new.txt")
    let index = try Data(contentsOf: URL(filePath: "\(builder.path)/.git/index"))
    let repository = try open(builder)
    #expect(try await repository.changes(from: .commit(first), to: .index).text == ["+three", "-one", "+two"])
    #expect(try await repository.changes(from: .index, to: .commit(first)).text == ["-three", "-two", "+one"])
    #expect(try Data(contentsOf: URL(filePath: "\(builder.path)/.git/index")) == index)
  }

  @Test func `merge conflicts in the index are named`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    try builder.commit("first")
    try builder.git("checkout", "--quiet", "-b", "side")
    try builder.write("a.txt", "side\n")
    try builder.commit("side")
    try builder.git("checkout", "--quiet", "main")
    try builder.write("a.txt", "main\n")
    let main = try builder.commit("main")
    #expect(throws: RepositoryBuilder.Failure.self) { try builder.git("merge", "--quiet", "side") }
    let change = try await open(builder).changes(from: .commit(main), to: .index)
    #expect(change.files.isEmpty)
    #expect(try change.omission("a.txt").reason.contains("merge conflict"))
    #expect(change.omissions.count == 1)
  }

  @Test func `a bare repository and a linked work tree are compared alike`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("a.txt", "two\n")
    let second = try builder.commit("second")
    let bare = builder.sibling("bare.git")
    try builder.git("clone", "--quiet", "--bare", builder.path, bare)
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", "--detach", linked)
    for path in [builder.path, bare, linked] {
      let change = try await open(at: path).changes(from: .commit(first), to: .commit(second))
      #expect(change.text == ["-one", "+two"])
    }
  }

  @Test func `odd paths are kept or named, never an error`() async throws {
    let builder = try RepositoryBuilder()
    let blob = try builder.git(arguments: ["hash-object", "-w", "--stdin"], input: Array("x\n".utf8))
    func tree(_ names: [[UInt8]]) throws -> String {
      let records = names.reduce(into: [UInt8]()) { $0 += Array("100644 blob \(blob)\t".utf8) + $1 + [0] }
      return try builder.git(arguments: ["mktree", "-z"], input: records)
    }
    let good = ["new\nline", "escape\u{1B}[31m", "with space", "ünïcode", "quote\"back\\slash"]
    let bad: [[UInt8]] = [[0xFF, 0x61], Array(".GIT".utf8), Array("git~1".utf8)]
    let commit = try ObjectID(
      builder.git("commit-tree", "-m", "odd", tree(good.map { Array($0.utf8) } + bad)))
    let repository = try open(builder)
    let change = try await repository.changes(from: .empty, to: .commit(commit))
    #expect(Set(change.files.map(\.path.string)) == Set(good))
    #expect(Set(change.omissions.map(\.path)) == ["\u{FFFD}a", ".GIT", "git~1"])
    #expect(change.omissions.allSatisfy { $0.reason.contains("path") })
    #expect(try await Set(repository.entries(in: .commit(commit), below: nil).map(\.path.string)) == Set(good))
    for name in good { #expect(try await repository.entry(at: RelativePath(name), in: .commit(commit)) != nil) }
  }

  @Test func `a merge commit is compared with its first parent`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    try builder.commit("first")
    try builder.git("checkout", "--quiet", "-b", "side")
    try builder.write("b.txt", "side\n")
    try builder.commit("side")
    try builder.git("checkout", "--quiet", "main")
    try builder.write("a.txt", "main\n")
    let main = try builder.commit("main")
    try builder.git("merge", "--quiet", "--no-edit", "side")
    let repository = try open(builder)
    let merge = try await repository.commit(named: "HEAD")
    #expect(merge.parents.first == main)
    let change = try await repository.changes(from: .commit(main), to: .commit(merge.id))
    #expect(change.text == ["+side"])
  }
}
