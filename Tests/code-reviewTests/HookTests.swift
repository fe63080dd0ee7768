import Foundation
import TestSupport
import Testing

/// What the installed hook does when a real `git push` runs it.
@Suite(.timeLimit(.minutes(2))) struct HookTests {
  private let project: ReviewedProject
  private let remote: String

  init() throws {
    project = try ReviewedProject()
    remote = try project.builder.addBareRemote()
  }

  @Test func `the first push to an empty remote is reviewed and goes through`() async throws {
    try await install()
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0, "\(pushed)")
    #expect(pushed.errors.contains("No issues found."))
    #expect(try tip("main") == project.head)
  }

  @Test(arguments: [Planted.conflict, .secret])
  func `a conflict marker and a secret block, and the remote stays as it was`(planted: Planted) async throws {
    try await install()
    _ = try await project.git("push", "origin", "main")
    try project.commit("src/planted.py", planted.text)

    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 1)
    #expect(pushed.errors.contains("src/planted.py:1"))
    #expect(pushed.errors.contains("the push is blocked"))
    #expect(pushed.errors.contains("FULCRUM_SKIP=1 git push"))
    #expect(!pushed.everything.contains(Planted.token))
    #expect(try tip("main") == project.head)
  }

  @Test func `a defect that is gone at the tip but stands in a pushed commit blocks nothing`() async throws {
    try await install()
    _ = try await project.git("push", "origin", "main")
    try project.commit("src/planted.py", Planted.conflict.text)
    try project.commit("src/planted.py", "one = 1\n")
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0, "\(pushed)")
  }

  @Test func `other findings are shown and block only at the level that the user set`() async throws {
    try await install()
    _ = try await project.git("push", "origin", "main")
    try project.commit("src/planted.py", Planted.leftover.text)

    let blocked = try await project.git("push", "origin", "main", environment: ["FULCRUM_FAIL_ON": "note"])
    #expect(blocked.exitCode == 1)
    #expect(try tip("main") == project.head)
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0)
    #expect(pushed.errors.contains("src/planted.py:2"))
  }

  @Test func `the environment and git's own option let a push through without a review`() async throws {
    try await install()
    try project.commit("src/planted.py", Planted.conflict.text)
    let first = try await project.git("push", "origin", "main", environment: ["FULCRUM_SKIP": "1"])
    #expect(first.exitCode == 0, "\(first)")
    #expect(first.errors.contains("not reviewed: FULCRUM_SKIP=1"))

    let again = try project.commit("src/again.py", Planted.conflict.text)
    let refused = try await project.git("-c", "fulcrum.skip=false", "push", "origin", "main")
    #expect(refused.exitCode == 1)
    let second = try await project.git("-c", "fulcrum.skip=true", "push", "origin", "main")
    #expect(second.exitCode == 0, "\(second)")
    #expect(second.errors.contains("not reviewed: fulcrum.skip=true"))
    #expect(try tip("main") == again)
  }

  // MARK: References

  @Test func `a branch is deleted without a review`() async throws {
    try await install()
    _ = try await project.git("push", "origin", "main", "main:refs/heads/old")
    let pushed = try await project.git("push", "origin", ":old")
    #expect(pushed.exitCode == 0, "\(pushed)")
    #expect(!pushed.errors.contains("WARNING"))
    #expect(throws: RepositoryBuilder.Failure.self) { try tip("old") }
  }

  @Test(arguments: [["tag", "v1"], ["tag", "--annotate", "--message", "One", "v1"]])
  func `a tag is reviewed by its commits`(arguments: [String]) async throws {
    try await install()
    _ = try await project.git("push", "origin", "main")
    try project.builder.git(arguments: arguments)
    let clean = try await project.git("push", "origin", "v1")
    #expect(clean.exitCode == 0, "\(clean)")

    try project.commit("src/planted.py", Planted.conflict.text)
    try project.builder.git(arguments: arguments.dropLast() + ["v2"])
    let blocked = try await project.git("push", "origin", "v2")
    #expect(blocked.exitCode == 1)
    #expect(blocked.errors.contains("src/planted.py:1"))
  }

  @Test func `one bad reference of several blocks them all`() async throws {
    try await install()
    try project.builder.git("checkout", "--quiet", "-b", "side")
    try project.commit("src/side.py", Planted.conflict.text)
    try project.builder.git("checkout", "--quiet", "main")
    try project.commit("src/main.py", "one = 1\n")
    let pushed = try await project.git("push", "origin", "main", "side")
    #expect(pushed.exitCode == 1)
    #expect(pushed.errors.contains("src/side.py:1"))
    #expect(throws: RepositoryBuilder.Failure.self) { try tip("main") }
  }

  @Test func `what the remote has already is not reviewed again`() async throws {
    try project.commit("src/planted.py", Planted.conflict.text)
    _ = try await project.git("push", "origin", "main")
    try await install()
    try project.builder.git("checkout", "--quiet", "-b", "side")
    try project.commit("src/side.py", "one = 1\n")
    let pushed = try await project.git("push", "origin", "side")
    #expect(pushed.exitCode == 0, "\(pushed)")
  }

  @Test func `a push from a linked work tree is reviewed`() async throws {
    let linked = project.builder.sibling("linked")
    try project.builder.git("worktree", "add", "--quiet", "-b", "side", linked)
    let installed = try await project.run("install", in: linked)
    #expect(installed.exitCode == 0, "\(installed)")
    try Data(Planted.conflict.text.utf8).write(to: URL(filePath: linked + "/planted.py"))
    try project.builder.git(arguments: ["add", "--all"], in: linked)
    try project.builder.git(arguments: ["commit", "--quiet", "--message", "Planted"], in: linked)
    let pushed = try await project.git("push", "origin", "side", in: linked)
    #expect(pushed.exitCode == 1)
    #expect(pushed.errors.contains("planted.py:1"))
  }

  // MARK: Other hooks, and none

  @Test func `a hook that was there runs with the same input and arguments, also when the review is skipped`()
    async throws
  {
    try writeHook("printf '%s\\n' \"$@\" > chained.txt; cat >> chained.txt")
    try await install()
    for environment in [[:], ["FULCRUM_SKIP": "1"]] {
      try? project.builder.remove("chained.txt")
      let pushed = try await project.git("push", "origin", "main", environment: environment)
      #expect(pushed.exitCode == 0, "\(pushed)")
      let told = try String(contentsOfFile: project.builder.path + "/chained.txt", encoding: .utf8)
      let zeros = String(repeating: "0", count: 40)
      #expect(told == "origin\n\(remote)\nrefs/heads/main \(project.head) refs/heads/main \(zeros)\n")
      try project.builder.git(arguments: ["update-ref", "-d", "refs/heads/main"], in: remote)
      try project.builder.git("update-ref", "-d", "refs/remotes/origin/main")
    }
  }

  @Test func `a hook that was there still blocks`() async throws {
    try writeHook("echo the old hook says no >&2; exit 3")
    try await install()
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 1)
    #expect(pushed.errors.contains("the old hook says no"))
    #expect(pushed.errors.contains("blocked by the hook"))
  }

  @Test func `a hook that was there does not run when the review blocks`() async throws {
    try writeHook("touch chained.txt")
    try await install()
    try project.commit("src/planted.py", Planted.conflict.text)
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 1)
    #expect(!FileManager.default.fileExists(atPath: project.builder.path + "/chained.txt"))
  }

  @Test(arguments: [false, true])
  func `a missing program lets the push through, loudly, and the hook that was there runs`(isChained: Bool)
    async throws
  {
    if isChained { try writeHook("echo the old hook runs >&2") }
    let link = project.builder.sibling("code-review")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: project.program.path)
    let installed = try await ProgramRunner(path: link).run(
      ["install"], in: project.builder.path, environment: project.environment)
    #expect(installed.exitCode == 0, "\(installed)")
    try FileManager.default.removeItem(atPath: link)

    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0)
    #expect(pushed.errors.contains("WARNING") && pushed.errors.contains("NOT REVIEWED"))
    #expect(pushed.errors.contains("the old hook runs") == isChained)
  }

  // MARK: What is read

  @Test(arguments: [false, true])
  func `an input that never ends is given up in time`(isStrict: Bool) async throws {
    let result = try await project.run(
      "pre-push", isStrict ? "--strict" : "--no-model", "origin", remote, input: .openPipe)
    #expect(result.exitCode == (isStrict ? 3 : 0))
    #expect(result.errors.contains(isStrict ? "the push is blocked" : "NOT FULLY REVIEWED"))
  }

  @Test(arguments: [
    "nonsense", "refs/heads/main \(String(repeating: "a", count: 40)) refs/heads/main x\n", "\u{1b}[31m\n", "\n\n",
  ])
  func `an input that is not git's lets the push through, loudly, and stops a strict one`(input: String) async throws {
    let lenient = try await project.run("pre-push", "origin", remote, input: .bytes(Array(input.utf8)))
    let strict = try await project.run("pre-push", "--strict", "origin", remote, input: .bytes(Array(input.utf8)))
    #expect(lenient.exitCode == 0)
    #expect(lenient.errors.contains("WARNING"))
    #expect(!lenient.errors.contains("\u{1b}"))
    #expect(strict.exitCode == 8)
  }

  @Test func `a commit that is not there lets the push through, loudly`() async throws {
    let lost = String(repeating: "a", count: 40)
    let line = "refs/heads/main \(lost) refs/heads/main \(project.base)\n"
    let result = try await project.run("pre-push", "origin", remote, input: .bytes(Array(line.utf8)))
    #expect(result.exitCode == 0)
    #expect(result.errors.contains("WARNING"))
    #expect(!result.errors.contains("No issues found"))
  }

  @Test func `nothing to push is nothing to review`() async throws {
    let result = try await project.run("pre-push", "origin", remote)
    #expect(result.exitCode == 0)
    #expect(result.everything.isEmpty, "\(result)")
  }

  // MARK: Steps

  private func install() async throws {
    let result = try await project.run("install")
    #expect(result.exitCode == 0, "\(result)")
  }

  private func writeHook(_ body: String) throws {
    try project.builder.writeScript(".git/hooks/pre-push", "#!/bin/sh\n\(body)\n")
  }

  /// The commit at a branch of the remote.
  private func tip(_ branch: String) throws -> String {
    try project.builder.git(arguments: ["rev-parse", "--verify", "refs/heads/\(branch)"], in: remote)
  }
}
