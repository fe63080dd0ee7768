import Foundation
import JSON
import Models
import Processes
import SourceText
import TestSupport
import Testing

/// What the trials would say if an escape succeeded: each kind of harm is done once, and has to be noticed.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EscapeControlTests {
  private static let harmful = Sandboxes.levels.isEmpty ? [] : Escape.all.filter { $0.surroundings.harm != nil }

  private func escape(_ kind: String) throws -> Escape { try #require(Escape.all.first { $0.kind == kind }) }

  private func kinds(_ trial: EscapeTrial) async throws -> Set<Violation.Kind> {
    Set(try await trial.run().violations.map(\.kind))
  }

  @Test(arguments: harmful)
  func `without a sandbox the same script does harm, which is noticed`(escape: Escape) async throws {
    let harm = try #require(escape.surroundings.harm)
    let kinds = try await kinds(EscapeTrial(escape: escape, level: .external))
    #expect(kinds.contains(harm), "\(kinds)")
    #expect(kinds.contains(.worked))
  }

  @Test(arguments: ["path that climbs out", "absolute path"])
  func `a tool that writes to any path is noticed`(kind: String) async throws {
    var trial = EscapeTrial(escape: try escape(kind), level: .external)
    trial.naiveTools = { [NaiveWriteTool(folder: $0.tree, world: $0.place)] }
    #expect(try await kinds(trial).isSuperset(of: [.changed, .evidence]))
  }

  @Test(arguments: ["reading through a planted link", "folder swapped between calls"])
  func `a tool that reads through links is noticed`(kind: String) async throws {
    var trial = EscapeTrial(escape: try escape(kind), level: .external)
    trial.naiveTools = { [NaiveReadTool(folder: $0.tree)] }
    #expect(try await kinds(trial).isSuperset(of: [.seen, .evidence]))
  }

  @Test(arguments: ["writing through a planted link", "hard link, edited in place"])
  func `a tool that writes through links is noticed`(kind: String) async throws {
    var trial = EscapeTrial(escape: try escape(kind), level: .external)
    trial.naiveTools = { [NaiveWriteTool(folder: $0.tree, world: $0.place)] }
    #expect(try await kinds(trial).isSuperset(of: [.changed, .evidence]))
  }

  @Test(arguments: ["a secret in what is read", "a secret in a name", "a secret in the answer"])
  func `a request without the redactor is noticed`(kind: String) async throws {
    var trial = EscapeTrial(escape: try escape(kind), level: .external)
    trial.isRedacted = false
    #expect(try await kinds(trial).contains(.seen))
  }

  @Test func `a process that is left in the work area is noticed`() async throws {
    let world = try await AttackWorld()
    #expect(world.processes.isEmpty)
    let left = try ProgramRunner(path: "/bin/sleep").start(["60"], in: world.tree, environment: [:])
    while world.processes.isEmpty { await Task.yield() }
    left.send(signal: SIGKILL)
    _ = await left.result()
    #expect(world.processes.isEmpty)
  }

  @Test func `an attempt that was not made is no success`() async throws {
    let escape = Escape.script(
      "nothing", "nothing", "", .files, lines: "echo idle", evidence: [.tried("write"), .said("2.1", "planted")])
    let level = Sandboxes.levels.first ?? .external
    let violations = try await EscapeTrial(escape: escape, level: level).run().violations
    #expect(violations.count { $0.kind == .evidence } == 2, "\(violations)")
  }

  @Test func `what a snapshot sees`() throws {
    let folder = try TemporaryFolder()
    try AttackWorld.write("a", folder.path + "/a")
    try AttackWorld.write("b", folder.path + "/b")
    let before = try WorldSnapshot(of: [folder.path], without: [])
    try AttackWorld.write("other", folder.path + "/a")
    #expect(chmod(folder.path + "/b", 0o777) == 0)
    try AttackWorld.write("c", folder.path + "/c/d")
    let after = try WorldSnapshot(of: [folder.path], without: [])
    let all = before.differences(to: after).map { $0.replacing(folder.path, with: "") }
    #expect(all.contains("/a has another content") && all.contains("/c/d is new"))
    #expect(all.contains { $0.hasPrefix("/b has another mode") })
    #expect(!before.differences(to: after, countsAttributes: false).contains { $0.contains("/b") })
  }
}
