import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Editing

struct WorktreePoolTests {
  @Test(arguments: [[], ["--object-format=sha256"]])
  func `a tree holds exactly the files of its commit`(options: [String]) async throws {
    let fixture = try await WorktreeFixture(options: options)
    let (first, second) = try history(fixture.builder)
    let pool = try await fixture.pool()
    let worktree = try await pool.claim(commit: first, run: "one")
    #expect(worktree.path == "\(pool.path)/0/tree")
    #expect(try contents(of: worktree.path) == (try export(fixture.builder, first)))
    #expect(await worktree.omissions == [])
    #expect(!FileManager.default.fileExists(atPath: "\(worktree.path)/.git"))
    let mode = try FileManager.default.attributesOfItem(atPath: "\(pool.path)/0")[.posixPermissions] as? Int
    #expect(mode == 0o700)

    let work = try await worktree.bring(to: second)
    #expect(try contents(of: worktree.path) == (try export(fixture.builder, second)))
    #expect(work.kept > 0)
    #expect(work.written < 8)
    #expect(try await worktree.bring(to: second).written == 0)
    #expect(try fixture.builder.git("status", "--porcelain") == "")
  }

  @Test func `two spellings of an accent are two files and two folders`() async throws {
    let fixture = try await WorktreeFixture()
    let names = ["caf\u{E9}", "cafe\u{301}"]
    for (index, name) in names.enumerated() {
      try fixture.builder.write(name, "file \(index)")
      try fixture.builder.write("folder \(name)/inside", "inside \(index)")
    }
    let commit = try fixture.builder.commit("accents")
    let worktree = try await fixture.pool().claim(commit: commit, run: "one")
    for (index, name) in names.enumerated() {
      #expect(try String(contentsOfFile: "\(worktree.path)/\(name)", encoding: .utf8) == "file \(index)")
      #expect(
        try String(contentsOfFile: "\(worktree.path)/folder \(name)/inside", encoding: .utf8) == "inside \(index)")
    }
    #expect(try await worktree.changes().changes.isEmpty)
  }

  @Test func `a slot belongs to one run and is used again by the next`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, second) = try history(fixture.builder)
    let pool = try await fixture.pool(WorktreePool.Options(slots: 2))
    let one = try await pool.claim(commit: first, run: "one")
    // Another run has its own view of the same pool.
    let other = try await fixture.pool(WorktreePool.Options(slots: 2))
    var two: Worktree? = try await other.claim(commit: second, run: "two")
    #expect(one.slot == "0")
    #expect(two?.slot == "1")
    let text = try await expectEditingError(.busy) { try await pool.claim(commit: first, run: "three") }
    #expect(text.contains("all 2 worktrees"))
    try await one.release()
    try await expectEditingError(.invalid) { try await one.bring(to: second) }
    // A run that ends without a word loses its slot all the same.
    two = nil
    let again = try await pool.claim(commit: second, run: "four")
    #expect(again.slot == "1")
    let marker = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: "\(pool.path)/1/marker")))
    let fields = try #require(marker as? [String: Any])
    #expect(fields["run"] as? String == "four")
    #expect(fields["commit"] as? String == second.hexadecimal)
    #expect(fields["repository"] as? String == "\(fixture.builder.path)/.git")
    #expect(fields["process"] as? Int == Int(ProcessInfo.processInfo.processIdentifier))
    #expect((fields["processStart"] as? Int ?? 0) > 0)
    #expect(try contents(of: again.path) == (try export(fixture.builder, second)))
  }

  @Test func `linked work trees of one repository share its pool`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, _) = try history(fixture.builder)
    let linked = fixture.builder.sibling("linked")
    try fixture.builder.git("worktree", "add", "--quiet", "--detach", linked, first.hexadecimal)
    let pool = try await WorktreePool(
      state: fixture.state, of: RepositoryOpener.openForWriting(at: linked))
    #expect(pool.path == (try await fixture.pool()).path)
    let bare = fixture.builder.sibling("bare.git")
    try fixture.builder.git("clone", "--quiet", "--bare", fixture.builder.path, bare)
    let other = try await WorktreePool(state: fixture.state, of: RepositoryOpener.openForWriting(at: bare))
    #expect(other.path != pool.path)
    let worktree = try await other.claim(commit: first, run: "one")
    #expect(try contents(of: worktree.path) == (try export(fixture.builder, first)))
  }

  @Test func `kept folders stay, and what else no commit has goes`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, second) = try history(fixture.builder)
    let options = WorktreePool.Options(kept: [try GlobPattern("/.build/"), try GlobPattern("node_modules")])
    let worktree = try await fixture.pool(options).claim(commit: first, run: "one")
    let left = ["build.log", "a/new/deep/file", "a/node_modules/x/y", ".build/debug/z"]
    for path in left { try write("\(worktree.path)/\(path)", "left") }
    // A link in the place of a kept folder is none.
    let elsewhere = fixture.builder.sibling("elsewhere")
    try write("\(elsewhere)/precious", "1")
    try FileManager.default.createSymbolicLink(
      atPath: "\(worktree.path)/node_modules", withDestinationPath: elsewhere)
    try await worktree.bring(to: second)
    var expected = try export(fixture.builder, second)
    for path in ["a/node_modules/x/y", ".build/debug/z"] {
      expected[path] = "file \(Data("left".utf8).base64EncodedString())"
    }
    for path in ["a/node_modules", "a/node_modules/x", ".build", ".build/debug"] { expected[path] = "folder" }
    #expect(try contents(of: worktree.path) == expected)
    #expect(try contents(of: elsewhere).count == 1)
  }

  @Test func `paths are put back, and nothing else is`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, _) = try history(fixture.builder)
    let worktree = try await fixture.pool().claim(commit: first, run: "one")
    let clean = try contents(of: worktree.path)
    for path in ["a/one", "a/b/two", "top", "new", "a/new", "a/b/new/x"] {
      try write("\(worktree.path)/\(path)", "edited")
    }
    try await worktree.restore([RelativePath("a/one"), RelativePath("a/b"), RelativePath("new")])
    var expected = clean
    for path in ["top", "a/new"] { expected[path] = "file \(Data("edited".utf8).base64EncodedString())" }
    #expect(try contents(of: worktree.path) == expected)
    // A file in the place of a folder goes when something in the folder is asked for.
    try FileManager.default.removeItem(atPath: "\(worktree.path)/a")
    try write("\(worktree.path)/a", "no folder")
    try await worktree.restore([RelativePath("a/one")])
    #expect(try contents(of: "\(worktree.path)/a").keys.sorted() == ["one"])
    try await worktree.bring(to: first)
    #expect(try contents(of: worktree.path) == clean)
  }

  @Test func `only what has our marker is removed`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, _) = try history(fixture.builder)
    let pool = try await fixture.pool()
    for folder in ["0", "1", "notes"] { try write("\(pool.path)/\(folder)/precious", "1") }
    try write("\(pool.path)/5", "a file")
    try write("\(pool.path)/1/marker", #"{"program": "another"}"#)
    let worktree = try await pool.claim(commit: first, run: "one")
    #expect(worktree.slot == "2")
    #expect(worktree.notes.count == 3)
    #expect(try !pool.remove(slot: "2"))
    try await worktree.release()
    // A marker that was copied elsewhere is not that place's.
    try FileManager.default.createDirectory(atPath: "\(pool.path)/3", withIntermediateDirectories: false)
    try FileManager.default.copyItem(atPath: "\(pool.path)/2/marker", toPath: "\(pool.path)/3/marker")
    // A stranger's file beside the tree.
    let strange = try await pool.claim(commit: first, run: "two")
    #expect(strange.slot == "2")
    let other = try await pool.claim(commit: first, run: "three")
    #expect(other.slot == "4")
    let last = try await pool.claim(commit: first, run: "four")
    #expect(last.slot == "6")
    #expect(last.notes.count == 4)
    try await last.release()
    #expect(try pool.remove(slot: "6"))
    try write("\(pool.path)/4/precious", "1")
    try await strange.release()
    try await other.release()
    for name in ["0", "1", "3", "4"] { try await expectEditingError(.unsafe) { try pool.remove(slot: name) } }
    for name in ["..", "notes", "../../x", "", "02"] { #expect(try !pool.remove(slot: name)) }
    let lines = try pool.prune(unusedSince: Int(Date.now.timeIntervalSince1970) - 3600)
    #expect(lines.count == 6)
    #expect(FileManager.default.fileExists(atPath: "\(pool.path)/2/tree"))
    #expect(try pool.prune(unusedSince: Int(Date.now.timeIntervalSince1970) + 60).count == 7)
    #expect(!FileManager.default.fileExists(atPath: "\(pool.path)/2"))
    #expect(try String(contentsOfFile: "\(pool.path)/5", encoding: .utf8) == "a file")
    for folder in ["0", "1", "4", "notes"] {
      #expect(FileManager.default.fileExists(atPath: "\(pool.path)/\(folder)/precious"))
    }
  }

  @Test func `slots of a repository that is gone are removed`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, _) = try history(fixture.builder)
    let copy = fixture.builder.sibling("copy.git")
    try fixture.builder.git("clone", "--quiet", "--bare", fixture.builder.path, copy)
    let pool = try await WorktreePool(state: fixture.state, of: RepositoryOpener.openForWriting(at: copy))
    try await pool.claim(commit: first, run: "one").release()
    let held = try await fixture.pool().claim(commit: first, run: "two")
    try FileManager.default.removeItem(atPath: copy)
    #expect(try WorktreePool.pruneAll(state: fixture.state, unusedSince: 0).count == 1)
    #expect(!FileManager.default.fileExists(atPath: pool.path))
    // What a run has is not removed, however old.
    #expect(try WorktreePool.pruneAll(state: fixture.state, unusedSince: .max) == [])
    #expect(FileManager.default.fileExists(atPath: held.path))
  }

  @Test func `a state folder in the repository, and a full disk, are refused`() async throws {
    let fixture = try await WorktreeFixture()
    let (first, _) = try history(fixture.builder)
    for state in ["\(fixture.builder.path)/state", "\(fixture.builder.path)/.git/state"] {
      try await expectEditingError(.invalid) { try await WorktreePool(state: state, of: fixture.writer) }
    }
    let pool = try await fixture.pool(WorktreePool.Options(reservedSpace: 1 << 60))
    let text = try await expectEditingError(.inputOutput) { try await pool.claim(commit: first, run: "one") }
    #expect(text.contains("MiB"))
    // The slot is free again, and usable once there is room.
    let worktree = try await fixture.pool().claim(commit: first, run: "two")
    #expect(worktree.slot == "0")
    #expect(try contents(of: worktree.path) == (try export(fixture.builder, first)))
  }

  // MARK: -

  private func history(_ builder: RepositoryBuilder) throws -> (ObjectID, ObjectID) {
    try builder.write(".gitattributes", "* text eol=crlf filter=lfs ident\n")
    try builder.write("top", "1\n$Id$\n")
    try builder.write("a/one", "1\n")
    try builder.write("a/b/two", "2\n")
    try builder.write("a/b/empty", "")
    try builder.write("ü/\"q\" \t/x", bytes: [0, 255, 13, 10])
    try builder.writeScript("run", "#!/bin/sh\n")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/link", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/a/up", withDestinationPath: "../..")
    let first = try builder.commit("first")
    try builder.write("a/one", "one\n")
    try builder.remove("a/b/two")
    try builder.remove("link")
    try builder.write("link/now a folder", "1\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(builder.path)/top")
    try builder.git("add", "--all")
    let module = String(repeating: "ab", count: first.hexadecimal.count / 2)
    try builder.git("update-index", "--add", "--cacheinfo", "160000,\(module),module")
    try builder.git("commit", "--quiet", "--message", "second")
    try builder.git("update-index", "--force-remove", "module")
    try builder.git("reset", "--quiet", "--hard")
    return (first, try builder.id(of: "HEAD"))
  }

  /// What git's objects say that the files are, without any conversion.
  private func export(_ builder: RepositoryBuilder, _ commit: ObjectID) throws -> [String: String] {
    var found: [String: String] = [:]
    for record in try builder.git("ls-tree", "-r", "-t", "-z", commit.hexadecimal).split(separator: "\0") {
      let halves = record.split(separator: "\t", maxSplits: 1).map(String.init)
      let fields = halves[0].split(separator: " ")
      let bytes = fields[1] == "blob" ? try builder.output(arguments: ["cat-file", "blob", String(fields[2])]) : []
      switch fields[0] {
      case "040000", "160000": found[halves[1]] = "folder"
      case "120000": found[halves[1]] = "link \(String(decoding: bytes, as: UTF8.self))"
      default:
        found[halves[1]] = "\(fields[0] == "100755" ? "program" : "file") \(Data(bytes).base64EncodedString())"
      }
    }
    return found
  }
}

func write(_ path: String, _ text: String) throws {
  let url = URL(filePath: path)
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: url)
}
