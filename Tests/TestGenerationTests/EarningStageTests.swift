import SourceText
import Testing
import Verification

@testable import Characterization
@testable import TestGeneration

struct EarningStageTests {
  private let stage: EarningStage
  private let table: RegionTable
  private let regions: [CodeRegion]

  /// Three regions of a file that was selected, and one of a file that was not.
  init() throws {
    let path = try RelativePath("Sources/Q/Q.swift")
    let other = try RelativePath("Sources/Q/Other.swift")
    regions = [(path, 1), (path, 3), (path, 5), (other, 1)].map { path, line in
      CodeRegion(path: path, startLine: line, startColumn: 1, endLine: line + 1, endColumn: 2)
    }
    let numbered: [CodeRegion: [[Int: Int]]] = Dictionary(
      uniqueKeysWithValues: regions.enumerated().map { ($0.element, [[$0.offset: 1]]) })
    table = RegionTable(numbered)
    stage = EarningStage(
      selection: Selection(
        module: ProjectLayout.Module(
          name: "Q", path: try RelativePath("Sources/Q"), sources: [path, other], isTest: false),
        files: [path: nil], words: "Q"))
  }

  /// A call that reaches some of the regions.
  private func kept(_ name: String, _ reached: [Int], body: String = "#expect(f())") -> RecordingFilter.Kept {
    RecordingFilter.Kept(
      recording: Recording(
        candidate: CallCandidate(subject: name, group: "Q", call: "f()"), outcome: .returned(nil), observations: [],
        regions: table.vector(where: { region in reached.contains { regions[$0] == region } }), instability: nil,
        duration: .zero),
      test: GeneratedTest(subject: name, group: "Q", name: name, body: [body], origin: .recording))
  }

  private func coverage(_ index: Int) -> CoverageReport {
    let region = regions[index]
    return CoverageReport(files: [
      CoverageReport.File(
        path: region.path, lines: [:],
        regions: [
          CoverageReport.Region(
            startLine: region.startLine, startColumn: region.startColumn, endLine: region.endLine,
            endColumn: region.endColumn, count: 3)
        ])
    ])
  }

  @Test func `a test that reaches nothing new goes, with the reason`() {
    let result = stage.choose(
      [kept("both", [0, 1]), kept("one", [0]), kept("third", [2])], kills: [:], regions: table, coverage: nil)
    #expect(result.earned.map(\.test.name) == ["both", "third"])
    #expect(result.earned.map(\.earnedRegions) == [2, 1])
    #expect(result.rejections.map(\.reason) == ["earns no region and no mutant that others have not"])
    #expect(result.rejections.map(\.text) == ["#expect(f())"])
  }

  @Test func `what own tests reach and what was not selected earns nothing`() {
    let result = stage.choose(
      [kept("own", [0]), kept("elsewhere", [3]), kept("new", [0, 1])], kills: [:], regions: table, coverage: coverage(0)
    )
    #expect(result.earned.map(\.test.name) == ["new"])
    #expect(result.earned.map(\.earnedRegions) == [1])
  }

  @Test func `a mutant that no other test notices is enough to stay`() {
    let result = stage.choose(
      [kept("reaches", [0, 1, 2]), kept("notices", [0], body: "#expect(f(1) == 2)")], kills: [0: [7], 1: [9, 8]],
      regions: table, coverage: nil)
    #expect(result.earned.map(\.killed) == [[7], [8, 9]])
    #expect(result.earned.map(\.earnedRegions) == [3, 0])
  }

  @Test func `of tests that earn the same the shortest stays`() {
    let result = stage.choose(
      [kept("long", [0], body: "#expect(f(1, 2, 3, 4) == 12345)"), kept("short", [0])], kills: [:], regions: table,
      coverage: nil)
    #expect(result.earned.map(\.test.name) == ["short"])
  }

  @Test func `own coverage is found by the whole place of a region`() {
    #expect(stage.covered(by: coverage(1), in: table) == table.vector(where: { $0 == regions[1] }))
    #expect(stage.covered(by: nil, in: table).isEmpty)
  }
}
