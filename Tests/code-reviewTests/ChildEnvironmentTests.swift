import Foundation
import TestSupport
import Testing

/// The key of a model's provider is in the environment of no child.
@Suite(.timeLimit(.minutes(2))) struct ChildEnvironmentTests {
  private static let key = "canary-key-" + "of-the-environment"

  /// A program that writes its environment into a file.
  private func dump(_ project: ReviewedProject, named name: String, then rest: String = "") throws -> (String, String) {
    let (program, file) = (project.builder.sibling(name), project.builder.sibling("\(name).txt"))
    try Data("#!/bin/sh\nenv > '\(file)'\ncat /dev/null\n\(rest)\n".utf8).write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    return (program, file)
  }

  @Test func `a key command does not see the key of another model`() async throws {
    let server = try LoopbackServer { _ in ScriptedReviewer.report([]) }
    let project = try ReviewedProject(model: server.url)
    let (program, file) = try dump(project, named: "key-command", then: "echo a-key-of-some-length")
    try project.configure(
      "config.yml",
      "fallback:\n  - base_url: \(server.url)\n    model: second\n    key_command: [\(program)]\n  - base_url: \(server.url)\n    model: third\n    key_env: THIRD\n"
    )
    let result = try await project.review(
      environment: ["FULCRUM_KEY": Self.key, "THIRD": "another-\(Self.key)", "COPY": Self.key, "KEPT": "yes"])
    #expect(result.exitCode == 0, "\(result)")
    let seen = try String(contentsOfFile: file, encoding: .utf8)
    #expect(!seen.contains(Self.key), "\(seen)")
    #expect(seen.contains("KEPT=yes"))
  }

  @Test(arguments: [[:], ["FULCRUM_SKIP": "1"]])
  func `a kept hook does not see the key`(extra: [String: String]) async throws {
    let server = try LoopbackServer { _ in ScriptedReviewer.report([]) }
    var project = try ReviewedProject(model: server.url)
    _ = try project.builder.addBareRemote()
    let (program, file) = try dump(project, named: "hook", then: "cat > /dev/null")
    let hook = "\(project.builder.path)/.git/hooks/pre-push"
    try FileManager.default.createDirectory(
      atPath: "\(project.builder.path)/.git/hooks", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: program, toPath: hook)
    #expect(try await project.run("install").exitCode == 0)
    project.environment["FULCRUM_KEY"] = nil
    project.environment["FULCRUM_KEY_ENV"] = "CREDIT"
    project.environment["CREDIT"] = Self.key
    project.environment["DEPLOY_TOKEN"] = "of-the-user-1234567"
    let result = try await project.git("push", "origin", "HEAD:main", environment: extra)
    #expect(result.exitCode == 0, "\(result)")
    let seen = try String(contentsOfFile: file, encoding: .utf8)
    #expect(!seen.contains(Self.key), "\(seen)")
    #expect(seen.contains("DEPLOY_TOKEN=of-the-user-1234567"), "the user's own variables stay")
    #expect(seen.contains("GIT_"))
  }

  @Test func `git does not see the key`() async throws {
    let server = try LoopbackServer { _ in ScriptedReviewer.report([]) }
    var project = try ReviewedProject(model: server.url)
    project.environment["FULCRUM_KEY"] = Self.key
    let folder = project.builder.sibling("bin")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let log = project.builder.sibling("git-environment.txt")
    let git = try await ProgramRunner(path: "/usr/bin/env").run(
      ["sh", "-c", "command -v git"], in: folder, environment: project.environment
    ).output.trimmingCharacters(in: .newlines)
    try Data("#!/bin/sh\nenv >> '\(log)'\nexec \(git) \"$@\"\n".utf8).write(to: URL(filePath: "\(folder)/git"))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/git")
    // What libgit2 cannot read is read by the program.
    try project.builder.git("config", "core.repositoryformatversion", "1")
    try project.builder.git("config", "extensions.partialClone", "origin")
    let path = try #require(project.environment["PATH"])
    _ = try await project.run("doctor", environment: ["PATH": "\(folder):\(path)"])
    let seen = try String(contentsOfFile: log, encoding: .utf8)
    #expect(seen.contains("PATH="))
    #expect(!seen.contains(Self.key), "\(seen)")
  }
}
