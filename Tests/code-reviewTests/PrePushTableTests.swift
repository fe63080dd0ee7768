import Foundation
import TestSupport
import Testing

/// What git hands to a pre-push hook in each situation, by real pushes through the installed hook.
///
/// The plain cases (a first push, a new branch, a deletion, tags of commits, a linked work tree, a hook that was there)
/// stand in `HookTests`.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PrePushTableTests {
  private let pushed: PushedProject

  init() async throws {
    pushed = try await PushedProject()
  }

  // MARK: What is pushed, and whereto

  @Test func `pushed by URL: what any remote has counts as pushed`() async throws {
    try pushed.plant("src/old.py")
    try pushed.pushUnseen("main")
    try pushed.builder.git("checkout", "--quiet", "-b", "side")
    try pushed.project.commit("src/side.py", "side = 1\n")
    let other = pushed.builder.sibling("other.git")
    try pushed.builder.git("clone", "--quiet", "--bare", pushed.remote, other)
    let clean = try await pushed.push(other, "side")
    expectPassed(clean)
    #expect(clean.errors.contains("1 file,"), "\(clean)")
    try pushed.plant("src/planted.py")
    let blocked = try await pushed.push(other, "side")
    expectBlocked(blocked, by: "src/planted.py")
    #expect(!blocked.errors.contains("src/old.py"))
  }

  @Test(arguments: ["HEAD:refs/heads/y", "HEAD~0:refs/heads/y", "ID:refs/heads/y", "main@{0}:refs/heads/y", "@"])
  func `HEAD, an id and other words for a commit are reviewed like a branch`(spelling: String) async throws {
    let id = try pushed.plant("src/planted.py")
    let specification = spelling.replacing("ID", with: id)
    try await expectBlocked(pushed.push("origin", specification), by: "src/planted.py")
    #expect(pushed.tip("refs/heads/y") == nil)
    try pushed.project.commit("src/planted.py", "one = 1\n")
    let mended = try pushed.builder.git("rev-parse", "HEAD")
    try await expectPassed(pushed.push("origin", spelling.replacing("ID", with: mended)))
    #expect(pushed.tip(spelling == "@" ? "refs/heads/main" : "refs/heads/y") == mended)
  }

  @Test func `a branch from a detached HEAD is reviewed`() async throws {
    try pushed.pushUnseen("main")
    try pushed.builder.git("checkout", "--quiet", "--detach")
    try pushed.plant("src/planted.py")
    try await expectBlocked(pushed.push("origin", "HEAD:refs/heads/detached"), by: "src/planted.py")
  }

  @Test func `deletion together with a new branch: only the branch is reviewed`() async throws {
    try pushed.pushUnseen("main", "main:refs/heads/old")
    try pushed.builder.git("checkout", "--quiet", "-b", "side")
    try pushed.plant("src/planted.py")
    try await expectBlocked(pushed.push("origin", ":old", "side"), by: "src/planted.py")
    #expect(pushed.tip("refs/heads/old") != nil)
    try pushed.project.commit("src/planted.py", "one = 1\n")
    try await expectPassed(pushed.push("origin", ":old", "side"))
    #expect(pushed.tip("refs/heads/old") == nil)
  }

  // MARK: Force

  @Test(arguments: ["--force", "--force-with-lease"])
  func `force: a rewritten branch is reviewed by its new commits`(force: String) async throws {
    try pushed.plant("src/old.py")
    try pushed.pushUnseen("main")
    try pushed.builder.git("checkout", "--quiet", "-b", "side")
    try pushed.project.commit("src/side.py", "side = 1\n")
    try pushed.pushUnseen("side")
    try pushed.builder.git("commit", "--quiet", "--amend", "--message", "Again")
    try await expectPassed(pushed.push(force, "origin", "side"))
    try pushed.builder.write("src/planted.py", Planted.conflict.text)
    try pushed.builder.git("add", "--all")
    try pushed.builder.git("commit", "--quiet", "--amend", "--no-edit")
    let blocked = try await pushed.push(force, "origin", "side")
    expectBlocked(blocked, by: "src/planted.py")
    #expect(!blocked.errors.contains("src/old.py"))
  }

  @Test func `non-fast-forward without force: git refuses it, whatever the hook says`() async throws {
    try pushed.pushUnseen("main")
    try pushed.builder.git("commit", "--quiet", "--amend", "--message", "Again")
    let refused = try await pushed.push("origin", "main")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("non-fast-forward"), "\(refused)")
    #expect(!refused.errors.contains("WARNING"))
    #expect(pushed.tip("refs/heads/main") == pushed.project.head)
  }

  @Test(arguments: [false, true])
  func `force: the remote's commit is not in this repository`(isForced: Bool) async throws {
    try pushed.pushUnseen("main")
    let clone = pushed.builder.sibling("clone")
    try pushed.builder.git("clone", "--quiet", pushed.remote, clone)
    try Data("theirs = 1\n".utf8).write(to: URL(filePath: clone + "/theirs.py"))
    try pushed.builder.git(arguments: ["add", "--all"], in: clone)
    try pushed.builder.git(arguments: ["commit", "--quiet", "--message", "Theirs"], in: clone)
    try pushed.builder.git(arguments: ["push", "--quiet", "origin", "main"], in: clone)
    let theirs = try #require(pushed.tip("refs/heads/main"))

    try pushed.project.commit("src/ours.py", "ours = 1\n")
    let force = isForced ? "--force" : "--no-force"
    let clean = try await pushed.push(force, "origin", "main")
    #expect(clean.exitCode == (isForced ? 0 : 1), "\(clean)")
    #expect(clean.errors.contains("No issues found."), "\(clean)")
    #expect(clean.errors.contains("fetch first") != isForced)
    #expect((pushed.tip("refs/heads/main") == theirs) != isForced)
    try pushed.plant("src/planted.py")
    try await expectBlocked(pushed.push(force, "origin", "main"), by: "src/planted.py")
  }

  // MARK: Nothing, and not in earnest

  @Test func `up to date: the hook runs and says nothing`() async throws {
    try pushed.plant("src/planted.py")
    try pushed.pushUnseen("main")
    let result = try await pushed.push("origin", "main")
    expectPassed(result)
    #expect(result.errors.split(separator: "\n") == ["Everything up-to-date"])
  }

  @Test func `dry run: reviewed like a push, and nothing is pushed`() async throws {
    let clean = try await pushed.push("--dry-run", "origin", "main")
    expectPassed(clean)
    #expect(clean.errors.contains("No issues found."))
    try pushed.plant("src/planted.py")
    try await expectBlocked(pushed.push("--dry-run", "origin", "main"), by: "src/planted.py")
    #expect(pushed.tip("refs/heads/main") == nil)
  }

  // MARK: Other references

  @Test func `tag of a tag: reviewed by the commit it leads to`() async throws {
    try pushed.pushUnseen("main")
    try pushed.plant("src/planted.py")
    try pushed.builder.git("tag", "--annotate", "--message", "One", "inner")
    try pushed.builder.git("tag", "--annotate", "--message", "Two", "outer", "inner")
    try await expectBlocked(pushed.push("origin", "outer"), by: "src/planted.py")
    #expect(pushed.tip("refs/tags/outer") == nil)
  }

  @Test(arguments: ["HEAD:src/cart.py", "HEAD^{tree}"], [false, true])
  func `tag of a file or a folder: pushed, and named as not reviewed`(object: String, isAnnotated: Bool) async throws {
    try pushed.pushUnseen("main")
    let id = try pushed.builder.git("rev-parse", object)
    try pushed.builder.git(
      arguments: ["tag"] + (isAnnotated ? ["--annotate", "--message", "Object"] : []) + ["object", id])
    let result = try await pushed.push("origin", "object")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("refs/tags/object is not reviewed: it names no commit"), "\(result)")
    #expect(pushed.tip("refs/tags/object") != nil)
  }

  @Test func `notes: pushed without a review`() async throws {
    try pushed.pushUnseen("main")
    try pushed.builder.git("notes", "add", "--message", Planted.conflict.text, "HEAD")
    let result = try await pushed.push("origin", "refs/notes/commits")
    expectPassed(result)
    #expect(!result.errors.contains("Review of"), "\(result)")
    #expect(pushed.tip("refs/notes/commits") != nil)
  }

  @Test func `mirror: branches and tags are reviewed, copies of other remotes are not`() async throws {
    try pushed.plant("src/old.py")
    try pushed.pushUnseen("main")
    try pushed.builder.git("notes", "add", "--message", "Note", "HEAD")
    try pushed.project.commit("src/more.py", "more = 1\n")
    let clean = try await pushed.push("--mirror", "origin")
    expectPassed(clean)
    #expect(pushed.tip("refs/remotes/origin/main") != nil)
    #expect(pushed.tip("refs/notes/commits") != nil)
    try pushed.builder.git("checkout", "--quiet", "-b", "side")
    try pushed.plant("src/planted.py")
    let blocked = try await pushed.push("--mirror", "origin")
    expectBlocked(blocked, by: "src/planted.py")
    #expect(!blocked.errors.contains("src/old.py"))
  }

  @Test func `a pushed reference outside of branches and tags is reviewed`() async throws {
    try pushed.pushUnseen("main")
    try pushed.plant("src/planted.py")
    try await expectBlocked(pushed.push("origin", "HEAD:refs/for/main"), by: "src/planted.py")
  }
}
