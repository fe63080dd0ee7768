import Foundation
import TestSupport
import Testing

/// The variables of the pre-commit framework, and the index that git prepares for a commit.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PreCommitFrameworkTests {
  private let pushed: PushedProject

  init() async throws {
    pushed = try await PushedProject()
  }

  /// Runs the hook as the framework does: without arguments, without input, with variables.
  private func run(_ variables: [String: String], _ arguments: String...) async throws -> ProgramResult {
    let environment = Dictionary(uniqueKeysWithValues: variables.map { ("PRE_COMMIT_\($0)", $1) })
    return try await pushed.project.program.run(
      ["pre-push"] + arguments, in: pushed.builder.path,
      environment: pushed.project.environment.merging(environment) { $1 })
  }

  private func variables(_ more: [String: String] = [:]) -> [String: String] {
    [
      "LOCAL_BRANCH": "refs/heads/main", "REMOTE_BRANCH": "refs/heads/main", "REMOTE_NAME": "origin",
      "REMOTE_URL": pushed.remote,
    ].merging(more) { $1 }
  }

  @Test func `two revisions are reviewed like a push`() async throws {
    let planted = try pushed.plant("src/planted.py")
    let blocked = try await run(variables(["FROM_REF": pushed.project.head, "TO_REF": planted]))
    expectBlocked(blocked, by: "src/planted.py")
    #expect(blocked.errors.contains("push of main"))
    try pushed.project.commit("src/more.py", "more = 1\n")
    try await expectPassed(run(variables(["FROM_REF": planted, "TO_REF": "HEAD"])))
    // As `pre-commit run --from-ref --to-ref` tells them, without a push.
    try await expectBlocked(run(["FROM_REF": "HEAD~2", "TO_REF": "HEAD~1"]), by: "src/planted.py")
  }

  @Test func `a first push tells only of the branch`() async throws {
    try pushed.plant("src/planted.py")
    try await expectBlocked(run(variables()), by: "src/planted.py")
  }

  @Test func `what the remote has is not reviewed again`() async throws {
    try pushed.plant("src/old.py")
    try pushed.pushUnseen("main")
    try pushed.builder.git("checkout", "--quiet", "-b", "side")
    let side = try pushed.project.commit("src/side.py", "side = 1\n")
    let told = variables(["LOCAL_BRANCH": "refs/heads/side", "REMOTE_BRANCH": "refs/heads/side"])
    try await expectPassed(run(told))
    try await expectPassed(run(told.merging(["FROM_REF": "origin/main", "TO_REF": side]) { $1 }))
  }

  @Test func `git's own lines count before the variables`() async throws {
    let planted = try pushed.plant("src/planted.py")
    let line = "refs/heads/main \(planted) refs/heads/main \(pushed.project.head)\n"
    let result = try await pushed.project.run(
      "pre-push", "origin", pushed.remote,
      environment: ["PRE_COMMIT_FROM_REF": planted, "PRE_COMMIT_TO_REF": planted], input: .bytes(Array(line.utf8)))
    expectBlocked(result, by: "src/planted.py")
  }

  @Test func `a revision that is not there lets the push through, loudly, and stops a strict one`() async throws {
    let told = variables(["FROM_REF": pushed.project.head, "TO_REF": "gone"])
    let lenient = try await run(told)
    #expect(lenient.exitCode == 0)
    #expect(lenient.errors.contains("WARNING") && lenient.errors.contains("gone"), "\(lenient)")
    #expect(try await run(told, "--strict").exitCode == 8)
  }

  @Test(arguments: [["--all"], ["--only", "src/cart.py"], ["--include", "src/cart.py"]])
  func `in a hook of a commit the index that git prepared is reviewed`(arguments: [String]) async throws {
    let builder = pushed.builder
    try builder.writeScript(
      ".git/hooks/pre-commit", "#!/bin/sh\nexec '\(pushed.project.program.path)' --staged --quiet\n")
    try builder.write("src/cart.py", Planted.conflict.text)
    let blocked = try await pushed.project.git(arguments: ["commit", "--message", "Planted"] + arguments)
    #expect(blocked.exitCode == 1)
    #expect(blocked.everything.contains("src/cart.py:1"), "\(blocked)")
    try builder.write("src/cart.py", "one = 1\n")
    let clean = try await pushed.project.git(arguments: ["commit", "--message", "Clean"] + arguments)
    #expect(clean.exitCode == 0, "\(clean)")
  }

  @Test func `the framework finds its hooks in this repository`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let text = try String(contentsOf: root.appending(path: ".pre-commit-hooks.yaml"), encoding: .utf8)
    for line in ["entry: code-review pre-push", "entry: code-review --staged --quiet", "stages: [pre-push]"] {
      #expect(text.contains("  \(line)\n"))
    }
    #expect(text.components(separatedBy: "pass_filenames: false").count == 3)
  }
}
