import SourceText
import TestSupport
import Testing

@testable import Git

struct LimitsTests {
  @Test func `a file past the size limit is not read, and its size is known`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("big.bin", bytes: [UInt8](repeating: 0x61, count: 3 << 20))
    try builder.write("small.txt", "one\n")
    let first = try builder.commit("first")
    // Its content is damaged but its header is whole: whoever read it would get an error instead of its size.
    let id = try builder.id(of: "HEAD:big.bin")
    try builder.damage(id)
    let change = try await open(builder).changes(
      from: .empty, to: .commit(first), limits: DiffLimits(fileSize: 1 << 20))
    #expect(change.files.map(\.path.string) == ["big.bin", "small.txt"])
    #expect(change.files.first?.new?.size == 3 << 20)
    #expect(change.files.first?.hunks == [])
    #expect(try change.omission("big.bin").reason == "3145728 bytes, more than the limit of 1048576")
  }

  @Test func `a renamed file past the size limit is not read to find renames`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("big.bin", bytes: [UInt8](repeating: 0x61, count: 3 << 20))
    let first = try builder.commit("first")
    try builder.git("mv", "big.bin", "bigger.bin")
    let second = try builder.commit("second")
    let change = try await open(builder).changes(
      from: .commit(first), to: .commit(second), limits: DiffLimits(fileSize: 1 << 20))
    #expect(change.files.map(\.kind) == [.renamed])
    #expect(change.files.first?.oldPath?.string == "big.bin")
    #expect(Set(change.omissions.map(\.path)) == ["big.bin", "bigger.bin"])
  }

  @Test func `a long line leaves its file out`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("long.js", "a\n" + String(repeating: "x", count: 5000) + "\n")
    try builder.write("short.js", "a\n")
    let first = try builder.commit("first")
    let change = try await open(builder).changes(
      from: .empty, to: .commit(first), limits: DiffLimits(lineLength: 4999))
    #expect(change.files.filter { !$0.hunks.isEmpty }.map(\.path.string) == ["short.js"])
    #expect(try change.omission("long.js").reason == "a line of 5000 bytes, more than the limit of 4999")
    let whole = try await open(builder).changes(
      from: .empty, to: .commit(first), limits: DiffLimits(lineLength: 5000))
    #expect(whole.omissions.isEmpty)
  }

  @Test func `lines past the limit leave their files out, and smaller files still fit`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", String(repeating: "x\n", count: 60))
    try builder.write("b.txt", String(repeating: "x\n", count: 60))
    try builder.write("c.txt", String(repeating: "x\n", count: 40))
    try builder.write("d.txt", String(repeating: "x\n", count: 101))
    let first = try builder.commit("first")
    let change = try await open(builder).changes(from: .empty, to: .commit(first), limits: DiffLimits(lines: 100))
    #expect(change.files.filter { !$0.hunks.isEmpty }.map(\.path.string) == ["a.txt", "c.txt"])
    #expect(try change.omission("b.txt").reason.contains("60 lines"))
    #expect(try change.omission("d.txt").reason == "101 lines, more than the limit of 100")
  }

  @Test func `files past the limit are counted`() async throws {
    let builder = try RepositoryBuilder()
    for number in 1...5 { try builder.write("f\(number)", "x\(number)\n") }
    let first = try builder.commit("first")
    let change = try await open(builder).changes(from: .empty, to: .commit(first), limits: DiffLimits(files: 3))
    #expect(change.files.map(\.path.string) == ["f1", "f2", "f3"])
    #expect(
      change.omissions == [
        Omission(path: nil, reason: "2 of 5 changed files, from “f4” on, are past the limit of 3 files")
      ])
  }
}
