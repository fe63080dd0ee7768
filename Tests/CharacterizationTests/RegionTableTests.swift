import SourceText
import Testing
import Verification

@testable import Characterization

struct RegionTableTests {
  private func region(_ start: Int, _ end: Int, columns: (Int, Int) = (1, 80)) throws -> CodeRegion {
    CodeRegion(
      path: try RelativePath("a.swift"), startLine: start, startColumn: columns.0, endLine: end, endColumn: columns.1)
  }

  @Test func `a region runs when what its counters give is above zero`() throws {
    // A function of ten lines, a branch in it, and what runs when the branch does not.
    let (whole, branch, rest) = (try region(1, 10), try region(3, 4), try region(5, 6))
    let table = RegionTable([whole: [[0: 1]], branch: [[1: 1]], rest: [[0: 1, 1: -1]]])
    #expect(table.regions == [whole, branch, rest])
    #expect(table.regions(in: table.vector(of: [0: 1, 1: 1])) == [whole, branch])
    #expect(table.regions(in: table.vector(of: [0: 1])) == [whole, rest])
    #expect(table.regions(in: table.vector(of: [0: 2, 1: 1])) == [whole, branch, rest])
    #expect(table.vector(of: [:]).isEmpty)
  }

  @Test func `the smallest region around a place is found`() throws {
    let table = RegionTable([
      try region(1, 10): [[0: 1]], try region(3, 6, columns: (5, 4)): [[1: 1]], try region(4, 4): [[2: 1]],
    ])
    let path = try RelativePath("a.swift")
    #expect(table.innermost(path: path, line: 4, column: 9) == 2)
    #expect(table.innermost(path: path, line: 3, column: 4) == 0)
    #expect(table.innermost(path: path, line: 3, column: 5) == 1)
    #expect(table.innermost(path: path, line: 6, column: 4) == 0)
    #expect(table.innermost(path: path, line: 11, column: 1) == nil)
    #expect(table.innermost(path: try RelativePath("b.swift"), line: 4, column: 9) == nil)
  }

  @Test func `lines are covered by the innermost region that they lie in`() throws {
    let table = RegionTable([try region(1, 6, columns: (1, 2)): [[0: 1]], try region(2, 4, columns: (9, 6)): [[1: 1]]])
    let lines = try #require(table.report(covered: table.vector(of: [0: 1])).files.first).lines
    #expect(lines == [1: 1, 2: 1, 3: 0, 4: 0, 5: 1, 6: 1])
    let regions = table.report(covered: table.vector(of: [0: 1])).regions
    #expect(regions.covered == 1 && regions.total == 2)
  }

  @Test func `a mutant is tried with the calls that reach it, one of each way first`() throws {
    let table = RegionTable([try region(1, 2): [[0: 1]], try region(3, 4): [[1: 1]], try region(5, 6): [[2: 1]]])
    func recording(_ counters: [Int: Int]) -> Recording {
      Recording(
        candidate: CallCandidate(subject: "f", group: "f", call: "f()"), outcome: .returned(nil), observations: [],
        regions: table.vector(of: counters), instability: nil, duration: .milliseconds(1))
    }
    let calls = [[0: 1], [0: 1], [0: 1, 1: 1], [1: 1]].enumerated().map { ($0.offset, recording($0.element)) }
    let path = try RelativePath("a.swift")
    func mutant(_ id: Int, line: Int) -> TrialMutant { TrialMutant(id: id, path: path, line: line, column: 5) }
    let plan = TrialPlan(
      [mutant(1, line: 1), mutant(2, line: 3), mutant(3, line: 5), mutant(4, line: 9)], calls: calls, regions: table,
      callsPerMutant: 3)
    #expect(plan.calls[1] == [0, 2, 1])
    #expect(plan.calls[2] == [3, 2])
    #expect(plan.calls[3] == nil)
    // Of code that no region tells of, any call may reach it.
    #expect(plan.calls[4] == [0, 3, 2])
    #expect(plan.texts(for: 2) == ["1 3 0 2 1\n4 3 0 3 2\n", "2 2 3 2\n"])
    #expect(plan.texts(for: 9).count == 3)
  }
}
