import Foundation
import TestSupport
import Testing

/// Where a push is started from, and what git makes of a hook's answer.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PrePushSurroundingsTests {
  private let pushed: PushedProject

  init() async throws {
    pushed = try await PushedProject()
  }

  // MARK: Where

  @Test func `subdirectory: the hook runs at the top, and paths count from there`() async throws {
    try pushed.plant("src/planted.py")
    let result = try await pushed.push("origin", "main", in: pushed.builder.path + "/src")
    expectBlocked(result, by: "src/planted.py")
  }

  @Test func `bare repository: GIT_DIR is a dot`() async throws {
    let bare = pushed.builder.sibling("bare.git")
    try pushed.plant("src/planted.py")
    try pushed.builder.git("clone", "--quiet", "--bare", pushed.builder.path, bare)
    let installed = try await pushed.project.run("install", in: bare)
    #expect(installed.exitCode == 0, "\(installed)")
    try await expectBlocked(pushed.push(pushed.remote, "main", in: bare), by: "src/planted.py")
    try pushed.project.commit("src/planted.py", "one = 1\n")
    try pushed.builder.git(arguments: ["fetch", "--quiet", "origin", "+main:main"], in: bare)
    try await expectPassed(pushed.push(pushed.remote, "main", in: bare))
  }

  @Test(arguments: [false, true])
  func `linked work tree: GIT_DIR is its own folder`(isDeep: Bool) async throws {
    try pushed.pushUnseen("main")
    let linked = pushed.builder.sibling("linked")
    try pushed.builder.git("worktree", "add", "--quiet", "-b", "side", linked)
    let folder = linked + "/src"
    try Data(Planted.conflict.text.utf8).write(to: URL(filePath: folder + "/planted.py"))
    try pushed.builder.git(arguments: ["add", "--all"], in: linked)
    try pushed.builder.git(arguments: ["commit", "--quiet", "--message", "Planted"], in: linked)
    let result = try await pushed.push("origin", "side", in: isDeep ? folder : linked)
    expectBlocked(result, by: "src/planted.py")
  }

  @Test(arguments: [true, false], [true, false])
  func `GIT_DIR: git alone says which repository it means`(isInOther: Bool, isRelative: Bool) async throws {
    try pushed.plant("src/planted.py")
    // Elsewhere there is no repository, or another one, which must not be reviewed in its place.
    let elsewhere = pushed.builder.sibling("elsewhere")
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
    if isInOther { try pushed.builder.git("init", "--quiet", elsewhere) }
    let folder = isRelative ? "../\(URL(filePath: pushed.builder.path).lastPathComponent)" : pushed.builder.path
    let options = ["--git-dir=\(folder)/.git", "--work-tree=\(elsewhere)"]
    func push() async throws -> ProgramResult {
      try await ProgramRunner(path: "/usr/bin/env").run(
        ["git"] + options + ["push", "origin", "main"], in: elsewhere, environment: pushed.project.environment)
    }
    try await expectBlocked(push(), by: "src/planted.py")
    try pushed.project.commit("src/planted.py", "one = 1\n")
    try await expectPassed(push())
  }

  @Test func `GIT_DIR has no say where the repository is named`() async throws {
    let head = try pushed.plant("src/planted.py")
    let line = "refs/heads/main \(head) refs/heads/main \(pushed.project.base)\n"
    let result = try await pushed.project.run(
      "pre-push", "--repository", pushed.builder.path, "origin", pushed.remote,
      environment: ["GIT_DIR": "/nonexistent"], input: .bytes(Array(line.utf8)))
    expectBlocked(result, by: "src/planted.py")
  }

  @Test func `SHA-256: what libgit2 cannot read lets the push through, loudly`() async throws {
    let builder = try RepositoryBuilder(options: ["--object-format=sha256"])
    try builder.write("src/planted.py", Planted.conflict.text)
    try builder.commit("Planted")
    let remote = builder.sibling("remote.git")
    try builder.git("init", "--quiet", "--bare", "--object-format=sha256", remote)
    // The program refuses to install itself where it cannot read: the script is that of another repository.
    let hook = try String(contentsOfFile: pushed.builder.path + "/.git/hooks/pre-push", encoding: .utf8)
    try builder.writeScript(".git/hooks/pre-push", hook)
    let result = try await pushed.push(remote, "main", in: builder.path)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("WARNING: the push goes on although it was NOT FULLY REVIEWED"), "\(result)")
    #expect(result.errors.contains("SHA-256"))
    #expect(!result.errors.contains("No issues found"))
  }

  // MARK: The hook's place and answer

  @Test func `core.hooksPath: the hook there runs, the one in .git does not`() async throws {
    let hooks = pushed.builder.sibling("hooks")
    try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: false)
    try pushed.builder.git("config", "core.hooksPath", hooks)
    try pushed.plant("src/planted.py")
    let unseen = try await pushed.push("--dry-run", "origin", "main")
    expectPassed(unseen)
    #expect(!unseen.errors.contains("Review of"))
    let installed = try await pushed.project.run("install", "--force")
    #expect(installed.exitCode == 0, "\(installed)")
    #expect(FileManager.default.isExecutableFile(atPath: hooks + "/pre-push"))
    try await expectBlocked(pushed.push("origin", "main"), by: "src/planted.py")
  }

  @Test(arguments: ["--atomic", "--no-atomic"])
  func `non-zero exit: the whole push is aborted, the clean references too`(mode: String) async throws {
    try pushed.builder.git("tag", "clean")
    try pushed.plant("src/planted.py")
    let result = try await pushed.push(mode, "origin", "clean", "main")
    expectBlocked(result, by: "src/planted.py")
    #expect(try pushed.builder.git(arguments: ["for-each-ref"], in: pushed.remote).isEmpty)
  }

  @Test func `no-verify: git does not run the hook`() async throws {
    let planted = try pushed.plant("src/planted.py")
    let result = try await pushed.push("--no-verify", "origin", "main")
    expectPassed(result)
    #expect(!result.errors.contains("Review of"))
    #expect(pushed.tip("refs/heads/main") == planted)
  }
}
