import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// The odd cases in which libgit2 and the git program have to give equal values.
@Suite(.timeLimit(.minutes(2))) struct ReadersAgreementCasesTests {
  private let builder: RepositoryBuilder

  init() throws {
    builder = try RepositoryBuilder()
  }

  @Test func `attributes hide nothing from either`() async throws {
    try builder.write("hidden.js", "good()\n")
    try builder.write("image.bin", bytes: [1, 0, 2])
    try builder.write("latin.txt", bytes: [0x67, 0xFC, 0x6E, 0x0A])
    let first = try builder.commit("first")
    try builder.write(".gitattributes", "*.js binary -diff\n*.bin diff text\n*.txt diff=cpp\n")
    try builder.write("hidden.js", "evil()\n")
    try builder.write("image.bin", bytes: [1, 0, 3])
    try builder.write("latin.txt", bytes: [0x67, 0xFC, 0x6D, 0x0A])
    let second = try builder.commit("second")
    let change = try await agreed(from: .commit(first), to: .commit(second))
    #expect(try change.file("hidden.js").addedLines.map(\.text) == ["evil()"])
    #expect(try change.file("image.bin").isBinary)
  }

  @Test func `odd paths`() async throws {
    let blob = try builder.git(arguments: ["hash-object", "-w", "--stdin"], input: Array("x\n".utf8))
    let names = ["new\nline", "escape\u{1B}[31m", "with space", "ünïcode", "quote\"back\\slash", "*", ":(glob)x", "-n"]
    let bytes = names.map { Array($0.utf8) } + [[0xFF, 0x61], Array(".GIT".utf8), Array("git~1".utf8)]
    let records = bytes.reduce(into: [UInt8]()) { $0 += Array("100644 blob \(blob)\t".utf8) + $1 + [0] }
    let tree = try builder.git(arguments: ["mktree", "-z"], input: records)
    let commit = try ObjectID(builder.git("commit-tree", "-m", "odd", tree))
    let change = try await agreed(from: .empty, to: .commit(commit))
    #expect(Set(change.files.map(\.path.string)) == Set(names))
    #expect(change.omissions.count == 3)
    let (library, program) = (try open(builder), try await openWithProgram(builder))
    for name in names {
      let path = try RelativePath(name)
      let entry = try await library.entry(at: path, in: .commit(commit))
      #expect(entry != nil)
      #expect(try await program.entry(at: path, in: .commit(commit)) == entry)
      #expect(try await program.blame(path, at: commit, lines: nil).map(\.text) == ["x"])
    }
  }

  @Test func `merge conflicts`() async throws {
    try builder.write("a.txt", "one\n")
    try builder.write("b.txt", "one\n")
    try builder.commit("first")
    try builder.git("checkout", "--quiet", "-b", "side")
    try builder.write("a.txt", "side\n")
    try builder.remove("b.txt")
    try builder.commit("side")
    try builder.git("checkout", "--quiet", "main")
    try builder.write("a.txt", "main\n")
    try builder.write("b.txt", "main\n")
    let main = try builder.commit("main")
    #expect(throws: RepositoryBuilder.Failure.self) { try builder.git("merge", "--quiet", "side") }
    let change = try await agreed(from: .commit(main), to: .index)
    #expect(Set(change.omissions.map(\.path)) == ["a.txt", "b.txt"])
    #expect(try await agreed(from: .commit(main), to: .workTree).text.contains("+<<<<<<< HEAD"))
  }

  @Test func `links, submodules and changes of type`() async throws {
    let inner = try RepositoryBuilder()
    try inner.write("a.txt", "one\n")
    try inner.commit("first")
    try builder.git("submodule", "--quiet", "add", inner.path, "inner")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/link", withDestinationPath: "a")
    try builder.write("turns", "text\n")
    let first = try builder.commit("first")
    let innerSecond = try inner.commit("second")
    try builder.git("config", "submodule.inner.ignore", "all")
    try builder.git("config", "diff.ignoreSubmodules", "all")
    try builder.git("-C", "inner", "pull", "--quiet")
    for name in ["link", "turns"] {
      try builder.remove(name)
      try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/\(name)", withDestinationPath: "b")
    }
    let work = try await agreed(from: .index, to: .workTree)
    #expect(try work.file("inner").new?.blob == innerSecond)
    #expect(try work.file("turns").kind == .typeChanged)
    try builder.git("update-index", "--cacheinfo", "160000,\(innerSecond),inner")
    try builder.git("add", "--all")
    #expect(try await agreed(from: .commit(first), to: .index).files.count == 3)
    #expect(try await agreed(from: .index, to: .commit(first)).files.count == 3)
    #expect(try await agreed(from: .workTree, to: .commit(first)).files.count == 3)
  }

  @Test(arguments: ["--assume-unchanged", "--skip-worktree"])
  func `no mark in the index hides anything`(mark: String) async throws {
    try builder.write("old.txt", "one\n")
    try builder.write("kept.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("old.txt", "two\n")
    try builder.git("add", "--all")
    try builder.git("update-index", mark, "old.txt", "kept.txt")
    try builder.write("old.txt", "three\n")
    #expect(try await agreed(from: .commit(first), to: .index).text == ["-one", "+two"])
    #expect(try await agreed(from: .commit(first), to: .workTree).text == ["-one", "+three"])
  }

  @Test func `line ends that git converts are converted back`() async throws {
    try builder.write(".gitattributes", "*.txt text eol=crlf\n")
    try builder.write("a.txt", "one\r\ntwo\r\n")
    try builder.write("raw.dat", "one\r\ntwo\r\n")
    let first = try builder.commit("first")
    try builder.write("a.txt", "one\r\n2\r\n")
    try builder.write("raw.dat", "one\r\n2\r\n")
    try builder.write("new.txt", "new\r\n")
    let change = try await agreed(from: .commit(first), to: .workTree)
    #expect(change.text == [" one", "-two", "+2", "+new", " one\r", "-two\r", "+2\r"])
  }

  @Test func `a large file of the work tree is named once, also when another version of it is staged`() async throws {
    try builder.write("large.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("large.txt", bytes: [UInt8](repeating: 0x62, count: 5 << 20))
    try builder.git("add", "large.txt")
    try builder.write("large.txt", bytes: [UInt8](repeating: 0x61, count: 33 << 20))
    let change = try await agreed(from: .commit(first), to: .workTree)
    #expect(change.files.map(\.path.string) == ["large.txt"])
    #expect(change.omissions.map(\.path) == ["large.txt"])
  }

  @Test func `a blob is found by the first digits of its name, and nothing else is`() async throws {
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    for reader: any Repository in [try open(builder), try await openWithProgram(builder)] {
      let entry = try #require(try await reader.entry(at: RelativePath("a.txt"), in: .commit(first)))
      let digits = String(entry.id.hexadecimal.prefix(7))
      #expect(try await reader.blob(abbreviated: digits) == entry.id)
      for other in ["0000000", String(first.hexadecimal.prefix(7)), "not hex", "HEAD", "-h", ""] {
        #expect(try await reader.blob(abbreviated: other) == nil, "\(other)")
      }
    }
  }

  @Test func `what cannot be read in the work tree`() async throws {
    let nested = try RepositoryBuilder()
    try nested.write("a.txt", "one\n")
    try nested.commit("first")
    try builder.write("a.txt", "one\n")
    try builder.write("folder/b.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("large.txt", bytes: [UInt8](repeating: 0x61, count: 33 << 20))
    try builder.git("clone", "--quiet", nested.path, "nested")
    try builder.git("config", "core.fileMode", "true")
    #expect(mkfifo("\(builder.path)/pipe", 0o600) == 0)
    // A link in the place of a folder leads out of the work tree.
    try builder.remove("folder")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/folder", withDestinationPath: nested.path)
    let change = try await agreed(from: .commit(first), to: .workTree)
    #expect(try change.omission("large.txt").reason.contains("bytes, more than the limit"))
    #expect(try change.omission("nested/").reason.contains("another repository"))
    #expect(try change.file("folder/b.txt").kind == .deleted)
    #expect(try change.file("folder").new?.mode == .symbolicLink)
  }

  @Test func `damage is named, and the rest is read`() async throws {
    try builder.write("a.txt", "one\n")
    try builder.write("b.txt", "one, but another one\n")
    let first = try builder.commit("first")
    let blob = try builder.id(of: "HEAD:b.txt")
    try builder.damage(blob)
    let program = try await openWithProgram(builder)
    let change = try await program.changes(from: .empty, to: .commit(first))
    #expect(change.text == ["+one"])
    #expect(try change.omission("b.txt").reason.contains(blob.hexadecimal))
    try await expectGitError(.corrupt) { try await program.blob(blob, limit: 100) }
    try builder.remove(".git/objects/\(blob.hexadecimal.prefix(2))/\(blob.hexadecimal.dropFirst(2))")
    #expect(try await agreed(from: .empty, to: .commit(first)).omissions.map(\.path) == ["b.txt"])
  }

  @Test func `a bare repository has no work tree`() async throws {
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    let bare = builder.sibling("bare.git")
    try builder.git("clone", "--quiet", "--bare", builder.path, bare)
    let program = try await openWithProgram(at: bare)
    #expect(program.location == (try open(at: bare).location))
    #expect(try await program.changes(from: .empty, to: .commit(first)).text == ["+one"])
    for reader in [program, try open(at: bare)] as [any Repository] {
      let error = try await expectGitError(.invalidInput) {
        try await reader.changes(from: .commit(first), to: .workTree)
      }
      #expect(error.description.contains("has no work tree"))
    }
  }

  @Test func `a linked work tree and a folder in it are found`() async throws {
    try builder.write("a/b/c.txt", "one\n")
    try builder.commit("first")
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", "-b", "other", linked)
    try builder.git("config", "extensions.worktreeConfig", "true")
    try builder.git(arguments: ["config", "--worktree", "core.hooksPath", "mine"], in: linked)
    for path in [builder.path, "\(builder.path)/a/b", "\(builder.path)/.git", linked, "\(linked)/a"] {
      let (library, program) = (try open(at: path), try await openWithProgram(at: path))
      #expect(program.location == library.location, "\(path)")
      let value = try await library.configuration("core.hooksPath")
      #expect(try await program.configuration("core.hooksPath") == value)
    }
  }

  /// The change, after seeing that both readers give the same.
  private func agreed(
    from old: Snapshot, to new: Snapshot, location: SourceLocation = #_sourceLocation
  ) async throws -> ChangeSet {
    let library = try open(builder)
    let program = try await openWithProgram(builder)
    let expected = try await library.changes(from: old, to: new)
    var found = try await program.changes(from: old, to: new)
    #expect(found.files == expected.files, sourceLocation: location)
    #expect(Set(found.omissions) == Set(expected.omissions), sourceLocation: location)
    for snapshot in [old, new] {
      let entries = try await library.entries(in: snapshot, below: nil)
      #expect(try await program.entries(in: snapshot, below: nil) == entries, sourceLocation: location)
    }
    found.omissions.sort { ($0.path ?? "") < ($1.path ?? "") }
    return found
  }
}
