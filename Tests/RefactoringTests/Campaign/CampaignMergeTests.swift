import Testing

@testable import Refactoring

struct CampaignMergeTests {
  private static let names = (0..<40).map { "unit\($0)" }

  /// The journal of one shard, as it is after its end.
  private static func journal(
    _ index: Int, of count: Int, fingerprint: String = "f", unitCount: Int = 40, extra: [String] = [],
    outcome: UnitOutcome = UnitOutcome(state: .changed, code: 0, commits: 1, cost: 10), time: Int = 100
  ) throws -> (path: String, state: CampaignState) {
    let shard = try Shard(index: index, of: count)
    var state = CampaignState()
    state.apply(
      .begun(
        CampaignRecord.Session(
          campaign: "c", fingerprint: fingerprint, shard: shard, unitCount: unitCount, time: 10)))
    for name in names + extra
    where extra.contains(name) || Shard.index(of: "repository:\(name)", count: count) == index {
      state.apply(.planned(identity: "repository:\(name)", path: "/w/\(name)"))
      state.apply(.started(identity: "repository:\(name)", attempt: 1, time: time))
      state.apply(.finished(identity: "repository:\(name)", attempt: 1, outcome, isLast: true, time: time))
    }
    state.apply(.ended(reason: "", time: time))
    return ("/j/\(shard.fileName)-\(time).jsonl", state)
  }

  @Test func `all shards together are the whole`() throws {
    let report = try CampaignMerge.report(of: (1...4).reversed().map { try Self.journal($0, of: 4) })
    #expect(report.units.count == 40)
    #expect(report.isWhole)
    #expect(report.findings.isEmpty)
    #expect(report.shards.map(\.index) == [1, 2, 3, 4])
    #expect((report.commits, report.cost) == (40, 400))
  }

  @Test func `a missing shard is named, and its units are counted`() throws {
    let journals = try [1, 2, 4].map { try Self.journal($0, of: 4) }
    let report = try CampaignMerge.report(of: journals)
    #expect(report.findings.map(\.kind) == [.missingShard])
    #expect(report.findings.first?.text == "shard 3/4: there is no journal of it")
    #expect(report.unknownUnits == 40 - report.units.count)
    #expect(!report.isWhole)
  }

  @Test func `a shard that two journals have is an overlap, and counted once`() throws {
    let journals =
      try [1, 2, 1].map { try Self.journal($0, of: 2, time: 100 + $0) } + [try Self.journal(1, of: 2, time: 7)]
    let report = try CampaignMerge.report(of: journals)
    #expect(report.units.count == 40)
    #expect(Set(report.findings.map(\.kind)) == [.overlap])
    #expect(report.isWhole)
  }

  @Test func `two journals that tell a unit's end differently contradict each other, and the later counts`() throws {
    let report = try CampaignMerge.report(of: [
      try Self.journal(1, of: 1, time: 200),
      try Self.journal(1, of: 1, outcome: UnitOutcome(state: .failed, code: 8, reason: "red"), time: 300),
    ])
    #expect(report.units.allSatisfy { $0.state == .failed })
    #expect(report.findings.contains { $0.kind == .contradiction && $0.text.contains("changed with 1 commit") })
    #expect(report.findings.contains { $0.text == "and 20 more" })
    #expect(!report.isWhole)
  }

  @Test func `a unit in the wrong shard, and lists that differ, are told`() throws {
    let stray = try #require(Self.names.first { Shard.index(of: "repository:\($0)", count: 2) == 2 })
    let report = try CampaignMerge.report(of: [
      try Self.journal(1, of: 2, extra: [stray]), try Self.journal(2, of: 2, unitCount: 41),
    ])
    let texts = report.findings.map(\.text)
    #expect(texts.contains { $0.hasPrefix("repository:\(stray): the journal of shard 1/2 has it") })
    #expect(texts.contains { $0.contains("different numbers of units, from 40 to 41") })
  }

  @Test func `shards of different divisions do not fit`() throws {
    let report = try CampaignMerge.report(of: [try Self.journal(1, of: 2), try Self.journal(1, of: 3)])
    #expect(report.findings.contains { $0.text.contains("into 2 and into 3 shards") })
    #expect(!report.isWhole)
  }

  @Test func `journals of different campaigns are refused`() throws {
    #expect(throws: RefactoringError.self) {
      try CampaignMerge.report(of: [try Self.journal(1, of: 2), try Self.journal(2, of: 2, fingerprint: "g")])
    }
    #expect(throws: RefactoringError.self) { try CampaignMerge.report(of: [("x", CampaignState())]) }
  }
}
