import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct DamageTests {
  private let builder: RepositoryBuilder
  private let first: ObjectID
  private let second: ObjectID

  init() throws {
    builder = try RepositoryBuilder()
    try builder.write("folder/a.txt", (1...30).map { "line \($0)\n" }.joined())
    try builder.write("b.txt", "one\n")
    first = try builder.commit("first")
    try builder.write("folder/a.txt", (2...31).map { "line \($0)\n" }.joined())
    try builder.write("b.txt", "two\n")
    second = try builder.commit("second")
  }

  @Test(arguments: [true, false])
  func `a bad blob leaves only its file out`(isMissing: Bool) async throws {
    let blob = try builder.id(of: "HEAD:folder/a.txt")
    if isMissing {
      try FileManager.default.removeItem(atPath: builder.looseObject(blob))
    } else {
      try builder.damage(blob)
    }
    let repository = try open(builder)
    let change = try await repository.changes(from: .commit(first), to: .commit(second))
    #expect(change.files.map(\.path.string) == ["b.txt"])
    #expect(try change.omission("folder/a.txt").reason.contains(blob.hexadecimal))
    let error = try await expectGitError(isMissing ? .noSuchObject : .corrupt) {
      try await repository.blob(blob, limit: 1 << 20)
    }
    #expect(error.description.contains(blob.hexadecimal))
  }

  @Test func `content that does not fit its name is damage`() async throws {
    let blob = try builder.id(of: "HEAD:folder/a.txt")
    let other = try builder.id(of: "HEAD~1:folder/a.txt")
    try FileManager.default.removeItem(atPath: builder.looseObject(blob))
    try FileManager.default.copyItem(atPath: builder.looseObject(other), toPath: builder.looseObject(blob))
    let repository = try open(builder)
    try await expectGitError(.corrupt) { try await repository.blob(blob, limit: 1 << 20) }
    let change = try await repository.changes(from: .commit(first), to: .commit(second))
    #expect(try change.omission("folder/a.txt").reason.contains(blob.hexadecimal))
  }

  @Test(arguments: ["HEAD", "HEAD^{tree}", "HEAD:folder"])
  func `a damaged commit or tree is an error that names it`(revision: String) async throws {
    let id = try builder.id(of: revision)
    try builder.damage(id)
    let repository = try open(builder)
    let error = try await expectGitError(.corrupt) {
      try await repository.changes(from: .commit(first), to: .commit(second))
    }
    #expect(error.description.contains(id.hexadecimal))
    if revision == "HEAD" {
      try await expectGitError(.corrupt) { try await repository.commit(named: "HEAD") }
      try await expectGitError(.corrupt) {
        try await repository.commits(reachableFrom: [second], hiding: [], limit: 10)
      }
    } else {
      try await expectGitError(.corrupt) {
        try await repository.entry(at: RelativePath("folder/a.txt"), in: .commit(second))
      }
    }
  }

  @Test(arguments: ["HEAD", "HEAD^{tree}", "HEAD:folder"])
  func `a missing commit or tree is an error that names it`(revision: String) async throws {
    let id = try builder.id(of: revision)
    try FileManager.default.removeItem(atPath: builder.looseObject(id))
    let repository = try open(builder)
    let error = try await expectGitError(.noSuchObject) {
      try await repository.changes(from: .commit(first), to: .commit(second))
    }
    #expect(error.description.contains(id.hexadecimal))
  }

  @Test func `a gap in the history is damage`() async throws {
    try FileManager.default.removeItem(atPath: builder.looseObject(first))
    let repository = try open(builder)
    try await expectGitError(.corrupt) {
      try await repository.commits(reachableFrom: [second], hiding: [], limit: 10)
    }
  }

  @Test func `a damaged index is an error`() async throws {
    try Data("DIRCgarbage".utf8).write(to: URL(fileURLWithPath: "\(builder.path)/.git/index"))
    let repository = try open(builder)
    try await expectGitError(.corrupt) { try await repository.changes(from: .commit(first), to: .index) }
  }

  @Test(.timeLimit(.minutes(1)), arguments: [0, 1, 2, 3, 5, 8, 13, 21, 34])
  func `wherever a loose object is cut or bent, reading ends`(position: Int) async throws {
    let blob = try builder.id(of: "HEAD:folder/a.txt")
    let file = URL(fileURLWithPath: builder.looseObject(blob))
    let whole = try Data(contentsOf: file)
    var bent = whole
    bent[bent.startIndex + position] ^= 0x55
    for damaged in [whole.prefix(position), bent, bent + whole, whole + [1]] where damaged != whole {
      try FileManager.default.removeItem(at: file)
      try damaged.write(to: file)
      let repository = try open(builder)
      // Bytes behind the stream do no harm, as with git; everything else is damage.
      let content = try? await repository.blob(blob, limit: 1 << 20)
      #expect(content == nil || damaged == whole + [1])
      _ = try? await repository.commit(named: "\(blob.hexadecimal.prefix(8))^{blob}")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a damaged pack is an error`() async throws {
    try builder.git("repack", "-a", "-d", "-q")
    try builder.git("prune-packed")
    let folder = "\(builder.path)/.git/objects/pack"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".pack") })
    let file = URL(fileURLWithPath: "\(folder)/\(name)")
    var bytes = try Data(contentsOf: file)
    for position in bytes.indices.dropFirst(20).dropLast(20) { bytes[position] ^= 0x5A }
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    let repository = try open(builder)
    try await expectGitError(.corrupt) { try await repository.changes(from: .commit(first), to: .commit(second)) }
  }
}
