import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Editing

struct WorkTreeApplicationTests {
  private let fixture: WorktreeFixture
  private let base: ObjectID
  private let result: ObjectID

  private var builder: RepositoryBuilder { fixture.builder }

  init() async throws {
    fixture = try await WorktreeFixture()
    let builder = fixture.builder
    try builder.write("edited", "1\n2\n3\n")
    try builder.write("gone", "1\n")
    try builder.write("beside", "1\n")
    try builder.write("image", bytes: [0, 1])
    base = try builder.commit("base")
    try builder.write("edited", "1\ntwo\n3\n")
    try builder.remove("gone")
    try builder.write("new/file", "new\n")
    result = try builder.commit("result")
    try builder.git("reset", "--quiet", "--hard", base.hexadecimal)
  }

  @Test func `a change comes into the work tree, and nothing else changes`() async throws {
    try builder.write("beside", "the user's\n")
    try builder.write("untracked", "the user's\n")
    try builder.git("add", "beside")
    let index = try Data(contentsOf: URL(filePath: "\(builder.path)/.git/index"))
    let applied = try await apply()
    #expect(applied.files.map(\.path.string) == ["edited", "gone", "new/file"])
    #expect(try String(contentsOfFile: "\(builder.path)/edited", encoding: .utf8) == "1\ntwo\n3\n")
    #expect(try String(contentsOfFile: "\(builder.path)/beside", encoding: .utf8) == "the user's\n")
    #expect(try Data(contentsOf: URL(filePath: "\(builder.path)/.git/index")) == index)
    #expect(try builder.id(of: "HEAD") == base)
    try builder.git("checkout", "--quiet", "HEAD", "--", "beside")
    try builder.git("add", "--all", ":!untracked")
    #expect(try builder.git("write-tree") == (try builder.git("rev-parse", "\(result)^{tree}")))
  }

  enum Obstacle: String, CaseIterable {
    case edited, staged, stagedAnew, inTheWay, gone, link, folder, permissions, lock, conflict, sparse
  }

  @Test(arguments: Obstacle.allCases)
  func `what is not as the change was made for is refused, and nothing is changed`(obstacle: Obstacle) async throws {
    let code: EditingError.Code = obstacle == .lock ? .busy : .conflict
    switch obstacle {
    case .edited: try builder.write("edited", "1\n2\n3\n4\n")
    case .staged:
      try builder.write("edited", "staged\n")
      try builder.git("add", "edited")
      try builder.write("edited", "1\n2\n3\n")
    case .stagedAnew:
      try builder.write("new/file", "staged\n")
      try builder.git("add", "new/file")
      try builder.remove("new/file")
    case .inTheWay: try builder.write("new/file", "the user's\n")
    case .gone: try builder.remove("gone")
    case .link:
      try builder.remove("edited")
      try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/edited", withDestinationPath: "beside")
    case .folder:
      try builder.remove("gone")
      try builder.write("gone/file", "1\n")
    case .permissions:
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(builder.path)/edited")
    case .lock: try builder.write(".git/index.lock", "")
    case .conflict:
      let blob = try builder.id(of: "HEAD:edited")
      try builder.git(
        arguments: ["update-index", "--index-info"],
        input: Array(
          "0 \(String(repeating: "0", count: 40))\tedited\n100644 \(blob) 1\tedited\n100644 \(blob) 2\tedited\n".utf8))
    case .sparse:
      try builder.git("sparse-checkout", "set", "--no-cone", "/*", "!/edited")
    }
    let before = try contents(of: builder.path).filter { !$0.key.hasPrefix(".git/") }
    let text = try await expectEditingError(code) { try await apply() }
    #expect(text.contains("nothing was changed"))
    #expect(try contents(of: builder.path).filter { !$0.key.hasPrefix(".git/") } == before)
    if obstacle == .lock { #expect(FileManager.default.fileExists(atPath: "\(builder.path)/.git/index.lock")) }
  }

  @Test func `what cannot be made file by file is refused`() async throws {
    try builder.write("image", bytes: [0, 2])
    let binary = try builder.commit("binary")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(builder.path)/beside")
    let mode = try builder.commit("mode")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/link", withDestinationPath: "beside")
    let link = try builder.commit("link")
    for (old, new) in [(base, binary), (binary, mode), (mode, link)] {
      try builder.git("reset", "--quiet", "--hard", old.hexadecimal)
      try await expectEditingError(.unsafe) { try await apply(from: old, to: new) }
    }
    try await expectEditingError(.invalid) { try await apply(from: base, to: base) }
  }

  @Test func `a bare repository and another folder are refused`() async throws {
    let bare = builder.sibling("bare.git")
    try builder.git("clone", "--quiet", "--bare", builder.path, bare)
    try await expectEditingError(.invalid) { try await apply(in: bare) }
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", "--detach", linked, base.hexadecimal)
    try await expectEditingError(.invalid) { try await apply(in: linked) }
    _ = try await apply(in: linked, root: linked)
    #expect(try String(contentsOfFile: "\(linked)/edited", encoding: .utf8) == "1\ntwo\n3\n")
    #expect(try String(contentsOfFile: "\(builder.path)/edited", encoding: .utf8) == "1\n2\n3\n")
  }

  @Test(arguments: [("", "abc"), ("abc", ""), ("abcd", "abxd"), ("aa", "aaa"), ("same", "same"), ("abab", "ab")])
  func `a replacement turns one content into the other`(old: String, new: String) {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    let replacement = FileOperation.Replacement(from: old, to: new)
    #expect(old[..<replacement.range.lowerBound] + replacement.bytes + old[replacement.range.upperBound...] == new[...])
  }

  @discardableResult
  private func apply(
    from old: ObjectID? = nil, to new: ObjectID? = nil, in place: String? = nil, root: String? = nil
  ) async throws -> AppliedChange {
    let place = place ?? builder.path
    let repository = try await RepositoryOpener.open(at: place)
    let writer = try await RepositoryOpener.openForWriting(at: place)
    let folder = try RootFolder(root ?? builder.path)
    let transaction = try await EditTransaction.open(
      folder, journal: builder.sibling("journal-\(UInt64.random(in: 0...UInt64.max))"))
    return try await WorkTreeApplication(of: repository, writer).apply(
      from: old ?? base, to: new ?? result, with: transaction, reason: "test")
  }
}
