import Testing
import Verification

@testable import TestGeneration

struct PythonSelectionTests {
  private static let selections = ["docs", "fares", "zones"].map { name in
    Selection(
      module: ProjectLayout.Module(name: name, path: nil, sources: [], isTest: false), files: [:], words: name)
  }

  private static func look(_ refused: Set<String>, _ selection: Selection) throws -> Selection {
    guard !refused.contains(selection.words) else {
      throw TestGenerationError(.noTarget, "nothing in \(selection.words)")
    }
    return selection
  }

  @Test func `a part without sources is told and does not keep the others back`() throws {
    let found = try PythonGeneration.usable(of: Self.selections) { try Self.look(["docs", "zones"], $0) }
    #expect(found.usable.map(\.words) == ["fares"])
    #expect(found.left.map(\.description) == ["nothing in docs", "nothing in zones"])
  }

  @Test func `where nothing is left the first reason is told`() {
    #expect(throws: TestGenerationError(.noTarget, "nothing in docs")) {
      try PythonGeneration.usable(of: Self.selections) { try Self.look(["docs", "fares", "zones"], $0) }
    }
  }
}
