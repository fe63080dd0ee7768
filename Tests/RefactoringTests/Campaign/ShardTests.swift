import TestSupport
import Testing

@testable import Refactoring

struct ShardTests {
  private static func units(_ generator: inout SeededGenerator) -> [CampaignUnit] {
    let count = Int.random(in: 1...200, using: &generator)
    return (0..<count).map { index in
      let name = "team-\(Int.random(in: 0...9, using: &generator))/ré po\(index)"
      return CampaignUnit(kind: .repository, name: name, path: "/srv/\(name)", repository: "/srv/\(name)")
    }
  }

  @Test(arguments: Sweep.seeds(sample: 30, full: 3_000))
  func `every unit is in exactly one shard, whatever their number and the other units`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let units = Self.units(&generator)
    let count = Int.random(in: 1...64, using: &generator)
    let shards = try (1...count).map { try Shard(index: $0, of: count) }
    for unit in units {
      let owners = shards.filter { $0.contains(unit) }
      #expect(owners.count == 1)
      #expect(owners.first?.index == Shard.index(of: unit.identity, count: count))
    }
    #expect(shards.reduce(0) { sum, shard in sum + units.count { shard.contains($0) } } == units.count)
  }

  @Test func `where a unit belongs never changes between versions`() {
    let places = ["repository:alpha", "repository:team/beta", "file:Sources/Main.swift"].map {
      Shard.index(of: $0, count: 16)
    }
    #expect(places == [10, 10, 3])
  }

  @Test func `two thousand units spread over sixteen shards without a crowd`() {
    var sizes = [Int](repeating: 0, count: 16)
    for number in 0..<2_000 { sizes[Shard.index(of: "repository:unit-\(number)", count: 16) - 1] += 1 }
    #expect((sizes.min() ?? 0) >= 90)
    #expect((sizes.max() ?? 0) <= 165)
  }

  @Test(arguments: [("3/16", 3, 16), ("1/1", 1, 1), ("100000/100000", 100_000, 100_000)])
  func `a shard is read as it is written`(text: String, index: Int, count: Int) throws {
    let shard = try Shard(text)
    #expect((shard.index, shard.count) == (index, count))
    #expect("\(shard)" == text)
  }

  @Test(arguments: ["", "3", "0/4", "5/4", "-1/4", "1/0", "1/100001", "a/b", "1/2/3", "1/ 2", "env"])
  func `what is no shard is refused`(text: String) {
    #expect(throws: RefactoringError.self) { try Shard(text) }
  }

  @Test(
    arguments: [
      (["JOB_COMPLETION_INDEX": "0"], 16, "1/16"),
      (["JOB_COMPLETION_INDEX": "15"], 16, "16/16"),
      (["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "8"], nil, "3/8"),
      (["SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": "8"], nil, "1/8"),
      (
        [
          "SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "2",
          "SLURM_ARRAY_TASK_COUNT": "4",
        ], nil, "3/4"
      ),
      (["CI_NODE_INDEX": "5", "CI_NODE_TOTAL": "5"], nil, "5/5"),
      (["CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4", "JOB_COMPLETION_INDEX": ""], 4, "2/4"),
      (["CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4", "JOB_COMPLETION_INDEX": "1"], 4, "2/4"),
    ] as [([String: String], Int?, String)])
  func `a scheduler's variables name the shard`(environment: [String: String], count: Int?, shard: String) throws {
    #expect("\(try Shard(environment: environment, count: count))" == shard)
  }

  @Test(
    arguments: [
      ([:], nil, "finds none"),
      (["JOB_COMPLETION_INDEX": "3"], nil, "env/N"),
      (["JOB_COMPLETION_INDEX": "4"], 4, "completions"),
      (["JOB_COMPLETION_INDEX": "x"], 4, "no number"),
      (["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "3"], nil, "evenly"),
      (["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "2", "SLURM_ARRAY_TASK_COUNT": "3"], nil, "no sense"),
      (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "4"], 5, "does not fit"),
      (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "4", "JOB_COMPLETION_INDEX": "2"], 4, "two shards"),
    ] as [([String: String], Int?, String)])
  func `variables that make no shard are named with what to write`(
    environment: [String: String], count: Int?, words: String
  ) {
    let error = #expect(throws: RefactoringError.self) { try Shard(environment: environment, count: count) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(error?.description.contains("--shard") == true)
  }
}
