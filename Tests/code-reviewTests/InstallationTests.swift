import Foundation
import TestSupport
import Testing

/// Installing the hook and removing it again.
@Suite(.timeLimit(.minutes(2))) struct InstallationTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  @Test func `installing twice changes nothing, uninstalling removes the hook`() async throws {
    let first = try await project.run("install")
    let script = try contents(of: ".git/hooks/pre-push")
    let second = try await project.run("install")
    #expect(first.exitCode == 0 && second.exitCode == 0)
    #expect(first.output.contains("The hook is installed"))
    #expect(second.output.contains("Nothing was changed"))
    #expect(try contents(of: ".git/hooks/pre-push") == script)

    let removed = try await project.run("uninstall")
    #expect(removed.exitCode == 0)
    #expect(!exists(".git/hooks/pre-push"))
  }

  @Test func `uninstalling brings back the hook that was there`() async throws {
    try project.builder.writeScript(".git/hooks/pre-push", "#!/bin/sh\necho mine\n")
    _ = try await project.run("install")
    #expect(try contents(of: ".git/hooks/pre-push") != "#!/bin/sh\necho mine\n")
    let removed = try await project.run("uninstall")
    #expect(removed.exitCode == 0)
    #expect(try contents(of: ".git/hooks/pre-push") == "#!/bin/sh\necho mine\n")
    #expect(FileManager.default.isExecutableFile(atPath: project.builder.path + "/.git/hooks/pre-push"))
    #expect(!exists(".git/hooks/pre-push.before-fulcrum"))
  }

  @Test func `uninstalling leaves a hook of somebody else`() async throws {
    try project.builder.writeScript(".git/hooks/pre-push", "#!/bin/sh\necho mine\n")
    let result = try await project.run("uninstall")
    #expect(result.exitCode == 0)
    #expect(try contents(of: ".git/hooks/pre-push") == "#!/bin/sh\necho mine\n")
  }

  @Test(arguments: [true, false])
  func `hooks that are shared or lie in the work tree are left alone, unless the user insists`(isGlobal: Bool)
    async throws
  {
    let folder = isGlobal ? project.builder.sibling("hooks") : project.builder.path + "/hooks"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try project.builder.git("config", isGlobal ? "--global" : "--local", "core.hooksPath", isGlobal ? folder : "hooks")

    let refused = try await project.run("install")
    #expect(refused.exitCode == 8)
    #expect(refused.output.contains("Nothing was changed"))
    #expect(refused.output.contains("\(folder)/pre-push"))
    #expect(refused.output.contains("'\(project.program.path)' pre-push -- \"$@\" || exit 1; fi"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)

    let forced = try await project.run("install", "--force")
    #expect(forced.exitCode == 0)
    try project.builder.addBareRemote()
    try project.commit("src/planted.py", Planted.conflict.text)
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 1)
    #expect(pushed.errors.contains("src/planted.py:1"))
  }

  @Test func `the printed line works in a hook of the user's own`() async throws {
    try project.builder.write("hooks/README", "Hooks of the project.\n")
    try project.builder.git("config", "core.hooksPath", "hooks")
    let refused = try await project.run("install")
    let line = try #require(refused.output.split(separator: "\n").first { $0.contains("pre-push --") })
    try project.builder.writeScript("hooks/pre-push", "#!/bin/sh\n\(line)\necho and mine >&2\n")
    let remote = try project.builder.addBareRemote()

    let clean = try await project.git("push", "origin", "main")
    #expect(clean.exitCode == 0, "\(clean)")
    #expect(clean.errors.contains("and mine"))
    try project.commit("src/planted.py", Planted.conflict.text)
    let blocked = try await project.git("push", "origin", "main")
    #expect(blocked.exitCode == 1)
    #expect(!blocked.errors.contains("and mine"))
    #expect(try project.builder.git(arguments: ["rev-parse", "refs/heads/main"], in: remote) == project.head)
  }

  @Test func `outside a repository there is nothing to install`() async throws {
    let result = try await project.run("install", in: project.builder.home)
    #expect(result.exitCode == 8)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  private func contents(of file: String) throws -> String {
    try String(contentsOfFile: "\(project.builder.path)/\(file)", encoding: .utf8)
  }

  private func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(project.builder.path)/\(file)")
  }
}
