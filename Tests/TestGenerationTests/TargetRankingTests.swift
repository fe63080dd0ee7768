import SourceText
import SwiftSource
import Testing
import Verification

@testable import TestGeneration

struct TargetRankingTests {
  private static let source = """
    func simple() -> Int { 1 }

    func branchy(_ number: Int) -> Int {
      if number > 3 { return simple() }
      if number < 0 { return 2 }
      return number == 1 ? 5 : 7
    }

    func used(_ number: Int) -> Bool { number > 2 && branchy(number) > 1 }
    func user() -> Bool { used(1) }
    func other() -> Bool { used(2) }
    func third() -> Bool { used(3) }
    """

  private static func targets(
    lines: [LineRange]? = nil, commits: Int = 0, counts: [Int: Int]? = nil
  ) throws -> [RankedTarget] {
    let path = try RelativePath("Sources/M/File.swift")
    let module = ProjectLayout.Module(
      name: "M", path: try RelativePath("Sources/M"), sources: [path], isTest: false)
    let coverage = counts.map { CoverageReport(files: [CoverageReport.File(path: path, lines: $0, regions: [])]) }
    return TargetRanking(
      Selection(module: module, files: [path: lines], words: "M"), history: ChangeHistory(commits: [path: commits])
    ).targets(in: ModuleHarvest(sources: [(path.string, source)]), besides: coverage)
  }

  @Test func `what has most ways through it comes first, what has none last`() throws {
    #expect(try Self.targets().map(\.name).prefix(2) == ["branchy", "used"])
    #expect(try Self.targets().first?.callers == 1)
  }

  @Test func `lines that do not run raise a function`() throws {
    let counts = Dictionary(uniqueKeysWithValues: (1...12).map { ($0, $0 == 9 ? 0 : 1) })
    let first = try #require(try Self.targets(counts: counts).first)
    #expect(first.name == "used")
    #expect(first.uncovered == RankedTarget.CoverageShare(missing: 1, total: 1))
    #expect(first.words.hasPrefix("used (2 ways through it, 3 callers, 1 of 1 lines do not run)"))
  }

  @Test func `only what was selected is ranked, and a change counts`() throws {
    let targets = try Self.targets(lines: [LineRange(11)], commits: 3)
    #expect(targets.map(\.name) == ["other"])
    #expect(targets.first?.isChanged == true)
    #expect(targets.first?.commits == 3)
    #expect(try Self.targets(commits: 3)[0].score > (try Self.targets()[0].score))
  }

  @Test func `a line belongs to the innermost function around it`() throws {
    let order = TargetOrder(try Self.targets())
    let path = try RelativePath("Sources/M/File.swift")
    #expect(order.score(path, line: 4) > order.score(path, line: 1))
    #expect(order.score(path, line: 400) == 0)
  }
}
