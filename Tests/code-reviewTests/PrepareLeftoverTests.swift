import Foundation
import TestSupport
import Testing

/// What a killed `code-review prepare` leaves is cleared up by the next one, with the built program.
@Suite(.timeLimit(.minutes(2))) struct PrepareLeftoverTests {
  private static let configuration = """
    prepare:
      run: [/bin/sh, -c, "mkdir deps; cp lock deps; if grep -q slow lock; then touch started; sleep 600; fi"]
      inputs: [lock]
      keep: [deps]
    """

  @Test func `folders and locks of killed runs go, those of living ones and foreign files stay`() async throws {
    var project = try ReviewedProject()
    let temporary = project.builder.sibling("temporary")
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
    project.environment["TMPDIR"] = temporary
    try project.configure("config.yml", Self.configuration)
    try project.commit("lock", "slow 1\n")
    let killed = try project.program.start(["prepare"], in: project.builder.path, environment: project.environment)
    let place = try await place(in: project, count: 1)
    let ofKilled = (folder: try folders(in: place), locks: try locks(in: place), temporary: try folders(in: temporary))
    try project.commit("lock", "slow 2\n")
    let living = try project.program.start(["prepare"], in: project.builder.path, environment: project.environment)
    _ = try await self.place(in: project, count: 2)
    killed.send(signal: SIGKILL)
    #expect(await killed.result().signal == SIGKILL)
    let foreign = ["\(String(repeating: "0", count: 64)).lock", "fulcrum-run-notes", "notes.lock", "gone"]
    for name in foreign { try Data("precious".utf8).write(to: URL(filePath: "\(place)/\(name)")) }
    #expect(ofKilled.folder.count == 1 && ofKilled.locks.count == 1 && !ofKilled.temporary.isEmpty)
    #expect(try ofKilled.folder.isSubset(of: folders(in: place)))
    #expect(try ofKilled.locks.isSubset(of: locks(in: place)))

    try project.commit("lock", "quick\n")
    let next = try await project.run("prepare")
    #expect(next.exitCode == 0, "\(next)")
    #expect(try ofKilled.folder.isDisjoint(with: folders(in: place)))
    #expect(try ofKilled.locks.isDisjoint(with: locks(in: place)))
    #expect(try ofKilled.temporary.isDisjoint(with: folders(in: temporary)))
    // The living one's, and the next one's lock beside its capture.
    #expect(try folders(in: place).count == 1)
    #expect(try !folders(in: temporary).isEmpty)
    #expect(try locks(in: place).count == 2)
    for name in foreign {
      #expect(try String(contentsOfFile: "\(place)/\(name)", encoding: .utf8) == "precious", "\(name)")
    }

    living.send(signal: SIGKILL)
    #expect(await living.result().signal == SIGKILL)
    try project.commit("lock", "quick again\n")
    #expect(try await project.run("prepare").exitCode == 0)
    #expect(try folders(in: place).isEmpty)
    #expect(try folders(in: temporary).isEmpty)
    #expect(try locks(in: place).count == 2)
  }

  /// The folder of the captures, when as many runs are at work there.
  private func place(in project: ReviewedProject, count: Int) async throws -> String {
    let all = "\(project.builder.home)/.cache/fulcrum/prepared"
    while true {
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: all)) ?? []
      if paths.count(where: { $0.hasSuffix("/files/tree/started") }) == count, let first = paths.first {
        return "\(all)/\(first.prefix { $0 != "/" })"
      }
      await Task.yield()
    }
  }

  private func folders(in place: String) throws -> Set<String> {
    Set(
      try FileManager.default.contentsOfDirectory(atPath: place).filter {
        $0.hasPrefix("fulcrum-run-") && $0 != "fulcrum-run-notes"
      })
  }

  /// The locks of captures; all are empty.
  private func locks(in place: String) throws -> Set<String> {
    Set(
      try FileManager.default.contentsOfDirectory(atPath: place).filter {
        $0.utf8.count == 69 && $0.hasSuffix(".lock") && !$0.hasPrefix("00000000")
      })
  }
}
