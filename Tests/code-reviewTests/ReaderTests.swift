import Foundation
import TestSupport
import Testing

/// Reviews of repositories that libgit2 alone cannot read.
@Suite(.timeLimit(.minutes(2))) struct ReaderTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  @Test func `a push from a shallow clone is reviewed`() async throws {
    let remote = project.builder.sibling("remote.git")
    let clone = project.builder.sibling("clone")
    try project.builder.git("clone", "--quiet", "--bare", project.builder.path, remote)
    try project.builder.git("clone", "--quiet", "--depth", "1", "file://\(remote)", clone)
    let installed = try await project.run("install", in: clone)
    #expect(installed.exitCode == 0, "\(installed)")
    try Planted.secret.text.write(toFile: "\(clone)/settings.py", atomically: true, encoding: .utf8)
    try project.builder.git(arguments: ["add", "settings.py"], in: clone)
    try project.builder.git(arguments: ["commit", "--quiet", "--message", "Settings"], in: clone)
    let push = try await project.git("push", "origin", "HEAD:main", in: clone)
    #expect(push.exitCode != 0)
    #expect(push.everything.contains("settings.py"), "\(push)")

    let doctor = try await project.run("doctor", in: clone)
    #expect(doctor.output.contains("shallow clone"), "\(doctor)")
    let beyond = try await project.run("--commit", "HEAD~1", in: clone)
    #expect(beyond.exitCode == 8)
    #expect(beyond.everything.contains("git fetch --unshallow"), "\(beyond)")
  }

  @Test func `a push from a SHA-256 repository is reviewed`() async throws {
    let builder = try RepositoryBuilder(options: ["--object-format=sha256"])
    let remote = builder.sibling("remote.git")
    try builder.git("init", "--quiet", "--bare", "--object-format=sha256", remote)
    try builder.git("remote", "add", "origin", remote)
    try builder.write("a.py", "a = 1\n")
    try builder.commit("First")
    let installed = try await project.run("install", in: builder.path)
    #expect(installed.exitCode == 0, "\(installed)")
    let first = try await project.git("push", "origin", "main", in: builder.path)
    #expect(first.exitCode == 0, "\(first)")
    try builder.write("b.py", Planted.conflict.text)
    try builder.commit("Second")
    let push = try await project.git("push", "origin", "main", in: builder.path)
    #expect(push.exitCode != 0)
    #expect(push.everything.contains("b.py"), "\(push)")

    let doctor = try await project.run("doctor", in: builder.path)
    #expect(doctor.output.contains("ok  reader         the git program, since"), "\(doctor)")
    let without = try await project.run("--commit", "HEAD", in: builder.path, environment: ["PATH": "/nowhere"])
    #expect(without.exitCode == 8)
    #expect(without.everything.contains("install git"), "\(without)")
  }

  @Test func `a sparse checkout's work tree lacks no file`() async throws {
    try project.builder.write("other/far.py", "far = 1\n")
    try project.builder.commit("Far")
    try project.builder.git("sparse-checkout", "set", "--sparse-index", "src")
    try project.builder.write("src/new.py", Planted.leftover.text)
    let result = try await project.run("--worktree", "--format", "json")
    #expect(result.output.contains("src/new.py"), "\(result)")
    #expect(!result.output.contains("far.py"))
  }
}
