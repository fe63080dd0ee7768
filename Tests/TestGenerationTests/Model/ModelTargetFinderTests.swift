import Mutation
import SourceText
import SwiftSource
import Testing
import Verification

@testable import Characterization
@testable import TestGeneration

struct ModelTargetFinderTests {
  private static let source = """
    public func first(_ x: Int) -> Int {
      if x > 5 {
        return 1
      }
      return 2
    }

    public func second(_ x: Int) -> Int { x > 3 ? 7 : 8 }

    func third() -> Never {
      fatalError("no")
    }

    """

  private static func finder(allowsTraps: Bool = true) throws -> ModelTargetFinder {
    let path = try RelativePath("Sources/M/M.swift")
    let regions = [(1, 36, 6, 2), (2, 12, 4, 4), (8, 37, 8, 54), (8, 47, 8, 48), (8, 51, 8, 52), (10, 23, 12, 2)].map {
      CodeRegion(path: path, startLine: $0.0, startColumn: $0.1, endLine: $0.2, endColumn: $0.3)
    }
    let module = ProjectLayout.Module(
      name: "M", path: try RelativePath("Sources/M"), sources: [path], isTest: false)
    return ModelTargetFinder(
      selection: Selection(module: module, files: [path: nil], words: "M"),
      harvest: ModuleHarvest(sources: [(path.string, source)]),
      symbols: ModuleSymbols(module: "M", symbols: [], conformances: []),
      regions: RegionTable(Dictionary(regions.map { ($0, [[0: 1]]) }) { first, _ in first }),
      sources: [(path, source)], ranking: [], allowsTraps: allowsTraps)
  }

  @Test func `functions come with their lines, parts of lines and mutants, most promising first`() throws {
    let finder = try Self.finder()
    let reached = finder.regions.vector { $0.startColumn == 36 || $0.startColumn == 37 || $0.startColumn == 51 }
    let path = try RelativePath("Sources/M/M.swift")
    let mutant = Mutant(
      id: 3, path: path, startLine: 8, startColumn: 39, endLine: 8, endColumn: 44, operation: .boundary,
      original: "x > 3",
      replacement: "x >= 3")
    let targets = finder.targets(reached: reached, living: [mutant])
    #expect(targets.map(\.title) == ["first(_:)", "third", "second(_:)"])
    #expect(targets[0].uncovered == [3, 4])
    #expect(targets[1].uncovered == [10, 11, 12])
    #expect(targets[1].mutants.isEmpty)
    #expect(targets[2].uncovered.isEmpty)
    #expect(targets[2].parts == [ModelTarget.Part(line: 8, text: "7")])
    #expect(targets[2].mutants.map(\.id) == [3])
    #expect(ModelTargetFinder.batches(of: targets).map { $0.map(\.title) } == [["first(_:)", "third", "second(_:)"]])
  }

  @Test func `what is reached and noticed is no target, and no trap is one where a trap is no test`() throws {
    let finder = try Self.finder(allowsTraps: false)
    let reached = finder.regions.vector { $0.startLine < 10 }
    #expect(finder.targets(reached: reached, living: []).map(\.uncovered) == [[10, 12]])
    #expect(finder.targets(reached: finder.regions.vector { _ in true }, living: []).isEmpty)
  }
}
