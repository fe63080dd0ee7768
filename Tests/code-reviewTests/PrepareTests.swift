import Foundation
import TestSupport
import Testing

/// `code-review prepare`, with the built program.
@Suite(.timeLimit(.minutes(2))) struct PrepareTests {
  private static let configuration = """
    prepare:
      run: [/bin/sh, -c, "mkdir deps; cp lock deps"]
      inputs: [lock]
      keep: [deps]
    """

  @Test func `it prepares once for each state of the inputs`() async throws {
    let project = try ReviewedProject()
    try project.configure("config.yml", Self.configuration)
    try project.commit("lock", "v1\n")
    let first = try await project.run("prepare")
    #expect(first.exitCode == 0, "\(first)")
    #expect(first.output.hasPrefix("prepared: deps in \(project.builder.home)/.cache/fulcrum/prepared/"), "\(first)")
    try project.commit("other", "x\n")
    let again = try await project.run("prepare")
    #expect(again.output == first.output)
    try project.commit("lock", "v2\n")
    let changed = try await project.run("prepare")
    #expect(changed.exitCode == 0 && changed.output != first.output)
    let earlier = try await project.run("prepare", "--commit", "HEAD~1")
    #expect(earlier.output == first.output)
  }

  @Test func `a failure, a project's preparation and none at all are told`() async throws {
    let project = try ReviewedProject()
    try project.commit(".fulcrum.yml", Self.configuration)
    let none = try await project.run("prepare")
    #expect(none.exitCode == 2 && none.errors.contains("has no `prepare`, such as"), "\(none)")
    try project.configure("config.yml", Self.configuration)
    let failed = try await project.run("prepare")
    #expect(failed.exitCode == 3 && failed.errors.contains("the preparation"), "\(failed)")
    #expect(failed.errors.contains("lock"), "\(failed)")
    let missing = try await project.run("prepare", "--commit", "nothing")
    #expect(missing.exitCode == 8, "\(missing)")
  }
}
