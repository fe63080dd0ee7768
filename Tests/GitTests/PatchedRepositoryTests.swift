import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// Patches that git itself writes.
@Suite(.serialized) struct PatchedRepositoryTests {
  private func patch(_ builder: RepositoryBuilder, _ arguments: String...) throws -> Patch {
    try Patch(parsing: builder.output(arguments: arguments))
  }

  @Test(arguments: Sweep.seeds(sample: 2, full: 100), [["--full-index"], ["-U0"], ["--no-prefix", "-U10"]])
  func `a patch reads like the diff that it was written from, and applies to it`(
    seed: UInt64, options: [String]
  ) async throws {
    var dice = SeededGenerator(seed: seed)
    let builder = try RepositoryBuilder()
    let names = ["a.txt", "b c.txt", "d/ü\t\".txt", "e.txt", "gone.txt"]
    var files: [String: [String]] = [:]
    for name in names { files[name] = (0..<40).map { "\(name.count) line \($0)" } }
    func write() throws {
      for (name, lines) in files {
        let end = Bool.random(using: &dice) ? "\n" : Bool.random(using: &dice) ? "\r\n" : ""
        try builder.write(name, lines.joined(separator: "\n") + (lines.isEmpty ? "" : end))
      }
    }
    try write()
    let old = try builder.commit("old")
    for name in names {
      for _ in 0..<Int.random(in: 0...6, using: &dice) {
        let count = files[name]?.count ?? 0
        let position = Int.random(in: 0..<max(1, count), using: &dice)
        if Bool.random(using: &dice), count > 0 {
          files[name]?.remove(at: position)
        } else {
          files[name]?.insert("new \(UInt16.random(in: 0...9999, using: &dice))\r", at: min(position, count))
        }
      }
    }
    files["gone.txt"] = nil
    try builder.remove("gone.txt")
    if Bool.random(using: &dice) {
      files["moved.txt"] = files.removeValue(forKey: "e.txt")
      try builder.remove("e.txt")
    }
    files["new.txt"] = ["one", "two"]
    files["empty.txt"] = []
    try write()
    try builder.write("binary.bin", bytes: [0, 1, 2])
    let new = try builder.commit("new")

    let patch = try Patch(
      parsing: builder.output(arguments: ["diff", "-M"] + options + [old.hexadecimal, new.hexadecimal]))
    let repository = try open(builder)
    let context = options.contains("-U0") ? 0 : options.contains("-U10") ? 10 : 3
    let change = try await repository.changes(
      from: .commit(old), to: .commit(new), limits: DiffLimits(contextLines: context))
    #expect(patch.change.files.map(\.path) == change.files.map(\.path))
    for (read, real) in zip(patch.change.files, change.files) {
      #expect(read.kind == real.kind && read.oldPath == real.oldPath && read.isBinary == real.isBinary)
      #expect(read.hunks.map(\.lines) == real.hunks.map(\.lines), "\(read.path)")
      if options.contains("--full-index"), read.kind == .modified { #expect(read.new?.blob == real.new?.blob) }
    }

    try builder.git("checkout", "--quiet", old.hexadecimal)
    let patched = try await PatchedRepository(patch, over: try open(builder))
    #expect(patched.base == .commit(old))
    for file in change.files where file.new != nil && !file.isBinary {
      let entry = try #require(try await patched.entry(at: file.path, in: .workTree))
      let blob = try #require(file.new?.blob)
      let expected = try await repository.blob(blob, limit: 1 << 20)
      #expect(try await patched.blob(entry.id, limit: 1 << 20) == expected, "\(file.path)")
    }
    let listed = try await patched.entries(in: .workTree, below: nil).map(\.path.string)
    #expect(
      listed
        == (try await repository.entries(in: .commit(new), below: nil).map(\.path.string)).filter { $0 != "binary.bin" }
    )
  }

  @Test func `a patch of an older version is laid over that version`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\ntwo\n")
    try builder.commit("first")
    try builder.write("a.txt", "one\n2\n")
    try builder.commit("second")
    let patch = try patch(builder, "diff", "HEAD~1", "HEAD")
    try builder.write("a.txt", "zero\none\n2\n")
    let head = try builder.commit("third")
    let patched = try await PatchedRepository(patch, over: try open(builder))
    let path = try RelativePath("a.txt")
    func text(_ snapshot: Snapshot) async throws -> String {
      let entry = try #require(try await patched.entry(at: path, in: snapshot))
      return String(decoding: try await patched.blob(entry.id, limit: 100), as: UTF8.self)
    }
    #expect(try await text(.workTree) == "one\n2\n")
    #expect(try await text(.commit(head)) == "one\ntwo\n")
    #expect(patched.limitation == nil)
  }

  @Test func `a patch that does not apply is known by its lines`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "other\n")
    try builder.write("b.txt", "b\n")
    try builder.commit("first")
    let patch = try Patch(
      parsing: Array(
        "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+1\n--- a/c.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-c\n+C\n".utf8))
    let patched = try await PatchedRepository(patch, over: try open(builder))
    #expect(
      patched.limitation?.contains("“a.txt” (the patch does not apply to the checked out version), and 1 more") == true)
    #expect(try await patched.changes(from: patched.base, to: .workTree).files.count == 2)
    try await expectGitError(.noSuchObject) { try await patched.entry(at: RelativePath("a.txt"), in: .workTree) }
    #expect(try await patched.entry(at: RelativePath("b.txt"), in: .workTree) != nil)
  }

  @Test func `a series is laid over one after the other`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("a.txt", "one\ntwo\n")
    try builder.commit("second")
    try builder.git("mv", "a.txt", "b.txt")
    try builder.write("b.txt", "one\ntwo\nthree\n")
    try builder.commit("third")
    let patch = try patch(builder, "format-patch", "--stdout", "\(first)..HEAD")
    try builder.git("checkout", "--quiet", first.hexadecimal)
    let patched = try await PatchedRepository(patch, over: try open(builder))
    let entry = try #require(try await patched.entry(at: RelativePath("b.txt"), in: .workTree))
    #expect(try await patched.blob(entry.id, limit: 100) == Array("one\ntwo\nthree\n".utf8))
    #expect(try await patched.entry(at: RelativePath("a.txt"), in: .workTree) == nil)
  }

  @Test func `without a repository there is the change and nothing else`() async throws {
    let patch = try Patch(parsing: Array("--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+one\n".utf8))
    let patched = try await PatchedRepository(patch, over: nil)
    #expect(patched.base == .empty)
    #expect(patched.limitation?.hasPrefix("there is no repository") == true)
    #expect(try await patched.changes(from: .empty, to: .workTree) == patch.change)
    #expect(try await patched.entries(in: .workTree, below: nil).isEmpty)
    try await expectGitError(.noRepository) { try await patched.commit(named: "HEAD") }
  }
}
