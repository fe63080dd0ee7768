import Foundation
import Processes
import TestSupport
import Testing

/// Private folders of killed programs are cleared up at the next start, and nothing else is.
@Suite(.timeLimit(.minutes(3))) struct AbandonedFolderTests {
  @Test(arguments: SandboxFixture.levels)
  func `what killed programs leave is removed, and what living ones hold is not`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let place = fixture.outside
    let killed = try host(fixture)
    await started(killed, fixture)
    let ofKilled = try privateFolders(in: place)
    // Only now: what it makes for its own test comes and goes.
    let living = try host(fixture)
    await started(living, fixture)
    #expect(!ofKilled.isEmpty)
    try await end(killed)
    #expect(try Set(ofKilled).isSubset(of: privateFolders(in: place)), "nobody has cleared up yet")

    try await start(fixture, level)
    let ofLiving = try privateFolders(in: place)
    #expect(!ofLiving.isEmpty)
    for name in ofLiving { #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place)/\(name)") != []) }
    #expect(!SandboxLifetimeTests.processes(with: living.mark).isEmpty)
    try await end(living)
    try await start(fixture, level)
    #expect(try privateFolders(in: place) == [])
  }

  @Test func `nothing is touched that is not marked as ours`() async throws {
    let fixture = try await SandboxFixture(.landlock)
    let place = fixture.outside
    let marked = try host(fixture)
    await started(marked, fixture)
    let ours = try #require(try privateFolders(in: place).first)
    // What is ours under another name: somebody's copy.
    let copy = "\(place)/fulcrum-run-0123456789abcdef"
    try FileManager.default.copyItem(atPath: "\(place)/\(ours)", toPath: copy)
    try await end(marked)
    for name in ["fulcrum-run-0123456789abcde0", "fulcrum-run-notes", "fulcrum-run-0123456789ABCDE1", "fulcrum-run-"] {
      try FileManager.default.createDirectory(atPath: "\(place)/\(name)", withIntermediateDirectories: false)
      try Data("x".utf8).write(to: URL(filePath: "\(place)/\(name)/precious"))
    }
    try Data("x".utf8).write(to: URL(filePath: "\(place)/fulcrum-run-0123456789abcde2"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(place)/fulcrum-run-0123456789abcde3", withDestinationPath: "\(place)/fulcrum-run-notes")
    // The name of nobody else, and nothing in it: its owner was killed before it could be marked.
    let empty = "\(place)/fulcrum-run-0123456789abcde4"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
    let before = Set(try FileManager.default.subpathsOfDirectory(atPath: place))

    try await start(fixture, .landlock)
    let after = Set(try FileManager.default.subpathsOfDirectory(atPath: place))
    #expect(before.subtracting(after).allSatisfy { $0.hasPrefix(ours) || empty.hasSuffix($0) })
    #expect(!after.contains(ours) && !FileManager.default.fileExists(atPath: empty))
    #expect(after.contains("fulcrum-run-notes/precious"))
    #expect(FileManager.default.fileExists(atPath: copy))
  }

  private struct Host {
    let program: RunningProgram
    let mark: String
  }

  /// Starts a program that has a child in its sandbox, whose private folders lie in the fixture's outside.
  private func host(_ fixture: borrowing SandboxFixture) throws -> Host {
    let mark = UUID().uuidString
    let program = try ProgramRunner(path: fixture.program).start(
      ["host", fixture.sandbox.level.rawValue, fixture.inside, mark], in: fixture.inside,
      environment: ["TMPDIR": fixture.outside])
    return Host(program: program, mark: mark)
  }

  private func started(_ host: Host, _ fixture: borrowing SandboxFixture) async {
    while !FileManager.default.fileExists(atPath: "\(fixture.inside)/\(host.mark)") { await Task.yield() }
  }

  private func end(_ host: Host) async throws {
    host.program.send(signal: SIGKILL)
    #expect(await host.program.result().signal == SIGKILL)
    while !SandboxLifetimeTests.processes(with: host.mark).isEmpty { await Task.yield() }
  }

  /// A start of another program with the same place for private folders.
  private func start(_ fixture: borrowing SandboxFixture, _ level: SandboxLevel) async throws {
    _ = try await Sandbox.prepared(
      choice: level == .landlock ? .landlock : .auto, launcher: fixture.program, stateFolder: fixture.outside)
  }

  private func privateFolders(in place: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place).filter { $0.hasPrefix("fulcrum-run-") }.sorted()
  }
}
