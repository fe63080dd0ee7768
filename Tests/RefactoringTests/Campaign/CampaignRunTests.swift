import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Refactoring

@Suite(.timeLimit(.minutes(2))) struct CampaignRunTests {
  private static let names = ["a", "b", "c", "d", "e"]

  @Test func `all units are worked on, and what became of them is told`() async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(Self.names, in: folder.path)
    let runner = ScriptedUnitRunner { task in
      switch task.unit.name {
      case "b": UnitOutcome(state: .failed, code: 8, reason: "red baseline")
      case "c": UnitOutcome(state: .unchanged, code: 0)
      case "d": UnitOutcome(state: .partial, code: 7, reason: "one step was left", commits: 1)
      default: UnitOutcome(state: .changed, code: 0, commits: 2, cost: 1_500)
      }
    }
    let (ending, report) = try await example.run(runner)
    #expect(ending.state == .done)
    #expect(report.units.map(\.state) == [.changed, .failed, .unchanged, .partial, .changed])
    #expect((report.commits, report.cost) == (5, 3_000))
    #expect(!report.isWhole)
    #expect(runner.tasks.map(\.unit.name) == Self.names)
    #expect(runner.mostAtOnce == 1)
    #expect(try CampaignReport(of: example.state(), isRunning: false) == report)
  }

  @Test func `several are worked on at once, but never two of one repository`() async throws {
    let folder = try TemporaryFolder()
    let units = (0..<24).map { number in
      CampaignUnit(
        kind: .directory, name: "unit\(number)", path: "/srv/r\(number % 3)/unit\(number)",
        repository: "/srv/r\(number % 3)")
    }
    let example = CampaignExample([], in: folder.path, concurrency: 8)
    let start = try CampaignStart(
      example.definition, all: units, shard: .whole, journal: example.journal, mode: .fresh, looksOnly: false, time: 0)
    let runner = ScriptedUnitRunner()
    _ = try await CampaignRun(example.definition, start: start, runner: runner, time: { 0 }).run()
    #expect(Set(runner.tasks.map(\.unit)).count == 24)
    #expect(!runner.hadSharedRepository)
    #expect((2...3).contains(runner.mostAtOnce))
  }

  @Test func `passing trouble is tried again so often and no oftener, lasting trouble not`() async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(["lasting", "passing", "stubborn"], in: folder.path, retries: 2)
    let runner = ScriptedUnitRunner { task in
      switch (task.unit.name, task.attempt) {
      case ("passing", 2): UnitOutcome(state: .changed, code: 0, cost: 5)
      case ("lasting", _): UnitOutcome(state: .failed, code: 8, reason: "no")
      default: UnitOutcome(state: .failed, code: 3, reason: "network", cost: 7, mayPass: true)
      }
    }
    let report = try await example.run(runner).report
    #expect(report.units.map(\.attempts) == [1, 2, 3])
    #expect(report.units.map(\.state) == [.failed, .changed, .failed])
    #expect(report.units.map(\.cost) == [nil, 12, 21])
    #expect(runner.tasks.map(\.resumes) == [false, false, true, false, true, true])
  }

  @Test func `a second run needs to be told what becomes of the first`() async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(Self.names, in: folder.path)
    let fails = ScriptedUnitRunner { UnitOutcome(state: $0.unit.name == "b" ? .failed : .changed, reason: "x") }
    _ = try await example.run(fails)
    let error = #expect(throws: RefactoringError.self) { _ = try example.start(.fresh) }
    #expect(error?.code == .precondition)
    #expect(error?.description.contains("--resume") == true)

    let resumed = ScriptedUnitRunner()
    #expect(try await example.run(resumed, .resume).report.count(.failed) == 1)
    #expect(resumed.tasks.isEmpty)

    let again = ScriptedUnitRunner()
    #expect(try await example.run(again, .retryFailed).report.isWhole)
    #expect(again.tasks == [UnitTask(unit: example.units[1], attempt: 2, resumes: true)])

    let anew = ScriptedUnitRunner()
    _ = try await example.run(anew, .restart)
    #expect(anew.tasks.count == 5)
    #expect(anew.tasks.allSatisfy { $0.attempt == 1 && !$0.resumes })
  }

  @Test func `a unit of which a part was left is asked for that part again, one that was cut off goes on`() async throws
  {
    let folder = try TemporaryFolder()
    let example = CampaignExample(["failed", "partial"], in: folder.path)
    let first = ScriptedUnitRunner { task in
      UnitOutcome(state: task.unit.name == "partial" ? .partial : .failed, code: 7, reason: "x")
    }
    _ = try await example.run(first)
    let again = ScriptedUnitRunner()
    _ = try await example.run(again, .retryFailed)
    #expect(again.tasks.map(\.retriesLeft) == [false, true] && again.tasks.allSatisfy(\.resumes))
  }

  @Test func `a changed campaign does not go on with another's journal`() async throws {
    let folder = try TemporaryFolder()
    var example = CampaignExample(Self.names, in: folder.path)
    _ = try await example.run(ScriptedUnitRunner())
    example.definition.work.parameters = ["from": "a"]
    let error = #expect(throws: RefactoringError.self) { _ = try example.start(.resume) }
    #expect(error?.description.contains("--restart") == true)
  }

  @Test func `units that come and go between two runs are seen to`() async throws {
    let folder = try TemporaryFolder()
    let first = CampaignExample(["a", "b", "gone"], in: folder.path)
    _ = try await first.run(
      ScriptedUnitRunner { task in
        if task.unit.name == "b" { throw CancellationError() }
        return UnitOutcome(state: .failed, reason: "x")
      }, failsFast: true)
    let second = CampaignExample(["a", "new"], in: folder.path)
    let runner = ScriptedUnitRunner()
    let report = try await second.run(runner, .retryFailed).report
    #expect(report.units.map(\.name) == ["a", "new"])
    #expect(report.isWhole)
  }

  @Test func `nothing is begun after the first failure when that was asked for`() async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(Self.names, in: folder.path)
    let runner = ScriptedUnitRunner { UnitOutcome(state: $0.unit.name == "b" ? .failed : .changed, reason: "x") }
    let (ending, report) = try await example.run(runner, failsFast: true)
    #expect(ending.state == .failFast)
    #expect(report.units.map(\.state) == [.changed, .failed, .pending, .pending, .pending])
    #expect(report.endings.count == 1)
  }

  @Test(arguments: [
    (CampaignDefinition.Limits(cost: 25), "$", 3, CampaignRun.Ending.Reason.budget),
    (CampaignDefinition.Limits(failures: 2), "2 units failed", 2, .failures),
    (CampaignDefinition.Limits(whole: .zero), "time", 0, .budget),
  ])
  func `a limit stops the campaign before the next unit`(
    limits: CampaignDefinition.Limits, words: String, count: Int, reason: CampaignRun.Ending.Reason
  ) async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(Self.names, in: folder.path, limits: limits)
    let runner = ScriptedUnitRunner { _ in UnitOutcome(state: .failed, reason: "x", cost: 10) }
    let ending = try await example.run(runner).ending
    #expect(ending.state == reason)
    #expect(ending.words.contains(words), "\(ending.words)")
    #expect(runner.tasks.count == count)
  }

  @Test func `a cancelled run leaves a journal that says which units were cut off`() async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(Self.names, in: folder.path, concurrency: 2)
    let begun = AsyncStream.makeStream(of: Void.self)
    let runner = ScriptedUnitRunner { task in
      if task.unit.name == "a" { return UnitOutcome(state: .changed, code: 0) }
      begun.continuation.yield()
      try await Task.sleep(for: .seconds(3_600))
      return UnitOutcome(state: .changed, code: 0)
    }
    let run = CampaignRun(example.definition, start: try example.start(), runner: runner, time: { 0 })
    let work = Task { try await run.run() }
    var iterator = begun.stream.makeAsyncIterator()
    for _ in 0..<2 { _ = await iterator.next() }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    let report = CampaignReport(of: try example.state(), isRunning: false)
    #expect(report.units.map(\.state) == [.changed, .interrupted, .interrupted, .pending, .pending])
    #expect(report.endings == ["it was interrupted"])
  }

  /// Killed after each record that was written, and in the middle of each, then resumed.
  @Test func `wherever a run was killed, one that goes on comes to the same end`() async throws {
    let folder = try TemporaryFolder()
    let play: @Sendable (UnitTask) -> UnitOutcome = { task in
      switch task.unit.name {
      case "b": UnitOutcome(state: .failed, code: 8, reason: "red")
      case "c" where task.attempt == 1: UnitOutcome(state: .failed, code: 3, reason: "net", mayPass: true)
      default: UnitOutcome(state: .changed, code: 0, branch: "refactor/example", commits: 1)
      }
    }
    let example = CampaignExample(Self.names, in: folder.path, concurrency: 2, retries: 2)
    let whole = try await example.run(ScriptedUnitRunner { play($0) }).report
    let bytes = try Data(contentsOf: URL(filePath: example.journal))
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    #expect(ends.count > 15)
    for cut in ends.flatMap({ [$0 + 1, $0 + 20] }) where cut < bytes.count {
      try bytes.prefix(cut).write(to: URL(filePath: example.journal))
      let before = try example.state()
      let runner = ScriptedUnitRunner { play($0) }
      let report = try await example.run(runner, .resume).report
      // How often a unit was begun may differ, and nothing else.
      #expect(report.units.map(\.name) == whole.units.map(\.name), "cut at \(cut)")
      #expect(report.units.map(\.outcome) == whole.units.map(\.outcome), "cut at \(cut)")
      for entry in before.entries {
        if case .finished = entry.status {
          #expect(!runner.tasks.contains { $0.unit.identity == entry.identity }, "cut at \(cut)")
        }
        if case .running = entry.status {
          #expect(runner.tasks.first { $0.unit.identity == entry.identity }?.resumes == true, "cut at \(cut)")
        }
      }
    }
  }

  @Test func `a journal that cannot be written any more ends the campaign`() async throws {
    let folder = try TemporaryFolder()
    let example = CampaignExample(Self.names, in: folder.path)
    // /dev/full is where every write meets a full disk.
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try FileManager.default.createSymbolicLink(atPath: example.journal, withDestinationPath: "/dev/full")
    let error = #expect(throws: RefactoringError.self) { _ = try example.start() }
    #expect(error?.code == .folder)
  }
}
