import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Editing

struct RunResultsTests {
  @Test func `a branch is made, moved from where it was seen, and never otherwise`() async throws {
    let fixture = try await WorktreeFixture()
    let builder = fixture.builder
    let first = try builder.commit("first")
    let second = try builder.commit("second")
    let results = RunResults(of: fixture.writer)
    #expect(try await results.makeBranch(named: "refactor/x", at: first, message: "made") == "refs/heads/refactor/x")
    #expect(try builder.id(of: "refactor/x") == first)
    try await expectEditingError(.conflict) {
      try await results.makeBranch(named: "refactor/x", at: second, message: "again")
    }
    try await expectEditingError(.conflict) {
      try await results.makeBranch(named: "refactor/x", at: second, movingFrom: second, message: "again")
    }
    try await results.makeBranch(named: "refactor/x", at: second, movingFrom: first, message: "moved")
    #expect(try builder.id(of: "refactor/x") == second)
    // Checked out here, and in a linked work tree.
    let text = try await expectEditingError(.conflict) {
      try await results.makeBranch(named: "main", at: first, movingFrom: second, message: "m")
    }
    #expect(text.contains(builder.path))
    try builder.git("worktree", "add", "--quiet", builder.sibling("linked"), "refactor/x")
    try await expectEditingError(.conflict) {
      try await results.makeBranch(named: "refactor/x", at: first, movingFrom: second, message: "m")
    }
    for name in ["a..b", "", "-x", "refactor", "refactor/x/y"] {
      try await expectEditingError(.invalid) { try await results.makeBranch(named: name, at: first, message: "m") }
    }
    try write("\(builder.path)/.git/refs/heads/new.lock", "")
    try await expectEditingError(.busy) { try await results.makeBranch(named: "new", at: first, message: "m") }
    #expect(FileManager.default.fileExists(atPath: "\(builder.path)/.git/refs/heads/new.lock"))
  }

  @Test func `a branch that is not born is in use all the same`() async throws {
    let fixture = try await WorktreeFixture()
    let commit = try fixture.builder.commit("first")
    try fixture.builder.git("checkout", "--quiet", "--orphan", "unborn")
    try await expectEditingError(.conflict) {
      try await RunResults(of: fixture.writer).makeBranch(named: "unborn", at: commit, message: "m")
    }
    try fixture.builder.git("checkout", "--quiet", "--detach", commit.hexadecimal)
    try await RunResults(of: fixture.writer).makeBranch(named: "unborn", at: commit, message: "m")
  }

  @Test func `a patch is written into a new file only`() async throws {
    let fixture = try await WorktreeFixture()
    let builder = fixture.builder
    try builder.write("a", "1\n")
    let first = try builder.commit("first")
    try builder.write("a", "2\n")
    let second = try builder.commit("second")
    let results = RunResults(of: fixture.writer)
    let path = builder.sibling("out.patch")
    try RunResults.write(try await results.patch(from: first, to: second), to: path)
    try builder.git("reset", "--quiet", "--hard", first.hexadecimal)
    try builder.git("apply", path)
    #expect(try String(contentsOfFile: "\(builder.path)/a", encoding: .utf8) == "2\n")
    try await expectEditingError(.conflict) { try RunResults.write([1], to: path) }
    try await expectEditingError(.inputOutput) { try RunResults.write([1], to: builder.sibling("no/folder")) }
    try await expectEditingError(.invalid) { try await results.patch(from: first, to: first) }
    try await expectEditingError(.invalid) { try await results.series(of: []) }
    #expect(String(decoding: try await results.series(of: [second]), as: UTF8.self).contains("Subject: [PATCH] second"))
  }
}
