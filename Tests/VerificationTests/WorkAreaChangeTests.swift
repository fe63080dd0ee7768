import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@testable import Verification

struct WorkAreaChangeTests {
  private static func texts(below folder: String) throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return paths.reduce(into: [:]) { texts, path in
      texts[path] = (try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)) ?? "folder"
    }
  }

  @Test(
    arguments: [
      // A file that is a folder now, and the other way round, with others that stay.
      (
        ["config": "a", "b": "b"], ["config": nil, "config/a.yml": "c"],
        ["b": "b", "config": "folder", "config/a.yml": "c"]
      ),
      (["config/x/a.yml": "c", "b": "b"], ["config/x/a.yml": nil, "config": "a"], ["b": "b", "config": "a"]),
      // A folder that goes whole, such as a submodule's, and one that is empty then.
      (["sub/a": "a", "b": "b"], ["sub": nil], ["b": "b"]),
      (["old/x/a": "a", "old/b": "b"], ["old/x/a": nil], ["old": "folder", "old/b": "b"]),
      (["b": "b"], ["c/d": nil, "e": nil], ["b": "b"]),
    ] as [([String: String], [String: String?], [String: String])])
  func `files come to another state in whatever order`(
    before: [String: String], change: [String: String?], after: [String: String]
  ) async throws {
    let workshop = try await CommandWorkshop()
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    for (path, text) in before { try area.write(Array(text.utf8), to: try RelativePath(path)) }
    var files: [RelativePath: (content: [UInt8], mode: FileMode)?] = [:]
    for (path, text) in change { files[try RelativePath(path)] = .some(text.map { (Array($0.utf8), .regular) }) }
    try area.change(files)
    #expect(try Self.texts(below: workshop.work) == after)
  }
}
