import Editing
import Foundation
import Processes
import SourceText
import TestSupport
import Testing
import Verification

@testable import Refactoring

@Suite(.timeLimit(.minutes(2)))
struct SwiftRewriteEngineTests {
  @Test func `a rule makes one step of each file that it changes`() async throws {
    let folder = try TemporaryFolder()
    let area = try await Self.area(
      folder,
      [
        "Sources/A.swift": "if let x = x { f() }\n", "Sources/B.swift": "let b = 1\n", "Sources/C.txt": "if let x = x",
        "Sources/D.swift": "if let é = é {}\r\n",
      ])
    let engine = try SwiftRewriteEngine(rule: "shorthand-optional-binding")
    #expect(engine.name == "swift/shorthand-optional-binding")
    let proposal = try await engine.propose(try Self.scope(area, ["A.swift", "B.swift", "C.txt", "D.swift"]))
    #expect(
      proposal.steps.map(\.title) == [
        "Use the short form of optional bindings in Sources/A.swift",
        "Use the short form of optional bindings in Sources/D.swift",
      ])
    let operation = try #require(proposal.steps.first?.operations.first)
    #expect(operation.path.string == "Sources/A.swift")
    #expect(
      operation.action
        == .edit(base: ContentHash(of: "if let x = x { f() }\n"), [FileOperation.Replacement(8..<12, [])]))
    #expect(proposal.skipped.isEmpty)
  }

  @Test func `what cannot be read or parsed is named`() async throws {
    let folder = try TemporaryFolder()
    let area = try await Self.area(folder, ["Sources/A.swift": "if let x = x {"])
    try Data([0x2F, 0x2F, 0xE4, 0x0A]).write(to: URL(filePath: folder.path + "/Sources/B.swift"))
    let proposal = try await SwiftRewriteEngine(rule: "shorthand-optional-binding").propose(
      try Self.scope(area, ["A.swift", "B.swift", "Gone.swift"]))
    #expect(proposal.steps.isEmpty)
    #expect(proposal.skipped.map(\.kind) == [.notUTF8])
    #expect(proposal.notes == ["Sources/A.swift:1: the file is left alone, since it does not parse"])
  }

  @Test func `an unknown rule or argument is a fault of the recipe`() {
    #expect {
      try SwiftRewriteEngine(rule: "no-such-rule")
    } throws: {
      ($0 as? RefactoringError)?.code == .recipe
    }
    #expect(throws: RefactoringError.self) { try SwiftRewriteEngine(rule: "sort-imports", arguments: ["a": "b"]) }
  }

  private static func scope(_ area: WorkArea, _ names: [String]) throws -> EditScope {
    EditScope(area: area, files: try names.map { try RelativePath("Sources/\($0)") })
  }

  private static func area(_ folder: borrowing TemporaryFolder, _ files: [String: String]) async throws -> WorkArea {
    for (path, text) in files {
      let url = URL(filePath: folder.path + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let sandbox = try await Sandbox.prepared(
      launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    return WorkArea(path: folder.path, sandbox: sandbox, user: [:])
  }
}
