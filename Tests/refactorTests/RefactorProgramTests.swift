import Foundation
import JSON
import TestSupport
import Testing

/// The program, as its user calls it.
@Suite(.timeLimit(.minutes(2))) struct RefactorProgramTests {
  @Test func `doctor says what is here`() async throws {
    let builder = try RepositoryBuilder()
    let result = try await ProgramRunner(named: "refactor").run(
      ["doctor"], in: builder.path,
      environment: ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""])
    #expect(result.output.contains("swift-api-digester"), "\(result)")
    #expect(result.output.contains("ast-grep"))
  }

  @Test(arguments: ["refactor", "gen-tests"])
  func `each program prepares, and what one has fetched serves the others`(name: String) async throws {
    let builder = try RepositoryBuilder()
    try builder.write("lock", "v1\n")
    _ = try builder.commit("a project")
    let environment = ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    let program = try ProgramRunner(named: name)
    let none = try await program.run(["prepare"], in: builder.path, environment: environment)
    #expect(none.exitCode == 2 && none.errors.contains("`\(name) doctor` names, has no `prepare`"), "\(none)")

    let folder = URL(filePath: "\(builder.home)/.config/fulcrum")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let configuration = #"prepare: {run: [/bin/sh, -c, "mkdir deps; cp lock deps"], inputs: [lock], keep: [deps]}"#
    try Data(configuration.utf8).write(to: folder.appending(path: "config.yml"))
    let own = try await program.run(["prepare"], in: builder.path, environment: environment)
    #expect(own.exitCode == 0 && own.output.hasPrefix("prepared: deps in "), "\(own)")
    let other = try await ProgramRunner(named: "code-review").run(
      ["prepare"], in: builder.path, environment: environment)
    #expect(other.output == own.output)
  }
}
