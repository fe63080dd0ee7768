import Foundation
import JSON
import TestSupport
import Testing

/// `--patch`: a change that comes as a text.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PatchReviewTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  private func review(_ patch: String, _ arguments: String..., in folder: String? = nil) async throws -> ProgramResult {
    try await project.program.run(
      ["--patch", "-"] + arguments, in: folder ?? project.builder.path, environment: project.environment,
      input: .bytes(Array(patch.utf8)))
  }

  /// A patch of a planted defect.
  private func patch(_ planted: Planted, at file: String = "src/planted.py") throws -> String {
    try project.commit(file, planted.text)
    let patch = try project.builder.git("diff", "HEAD~1", "HEAD") + "\n"
    try project.builder.git("reset", "--quiet", "--hard", "HEAD~1")
    return patch
  }

  @Test func `the output of git diff is reviewed, from the standard input and from a file`() async throws {
    let patch = try patch(.conflict)
    let piped = try await review(patch)
    #expect(piped.exitCode == 1, "\(piped)")
    #expect(piped.output.contains("src/planted.py:1"))
    #expect(piped.output.contains("Review of the patch on stdin"))
    let file = project.builder.sibling("change.patch")
    try Data(patch.utf8).write(to: URL(filePath: file))
    let named = try await project.run("--patch", file, "--format", "json")
    #expect(named.exitCode == 1)
    let report = try JSONValue.parse(named.output)
    #expect((report["files"]?.array ?? []).compactMap { $0["path"]?.string } == ["src/planted.py"])
    #expect(report["complete"] == true)
  }

  @Test func `secrets of a patch are masked`() async throws {
    let result = try await review(patch(.secret))
    #expect(result.exitCode == 1)
    #expect(result.output.contains("src/planted.py:1"))
    #expect(!result.everything.contains(Planted.token))
  }

  @Test func `a series of mails is reviewed`() async throws {
    try project.commit("src/one.py", "one = 1\n")
    try project.commit("src/one.py", "one = 1\n" + Planted.leftover.text)
    let patch = try project.builder.git("format-patch", "--stdout", "HEAD~2") + "\n"
    try project.builder.git("reset", "--quiet", "--hard", "HEAD~2")
    let result = try await review(patch)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("src/one.py:3"), "\(result)")
  }

  @Test func `a plain diff is reviewed where there is no repository, and the report says what is missing`() async throws
  {
    let home = project.builder.home
    try Data("one = 1\n".utf8).write(to: URL(filePath: home + "/old.py"))
    try Data(("one = 1\n" + Planted.leftover.text).utf8).write(to: URL(filePath: home + "/new.py"))
    let diff = try await ProgramRunner(path: "/usr/bin/env").run(
      ["diff", "-u", "old.py", "new.py"], in: home, environment: project.environment)
    let result = try await review(diff.output, in: home)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("new.py:3"), "\(result)")
    #expect(result.output.contains("there is no repository"), "\(result)")
    let named = try await review(diff.output, "--repository", home, in: home)
    #expect(named.exitCode == 8, "a repository that is named has to be there")
  }

  @Test(arguments: ["hello\n", "\u{0}\u{1b}[31m\u{7}", "--- a/a\n+++ b/a\n@@ -1,9 +1 @@\n one\n", "diff --cc a\n"])
  func `what is no patch ends with 2 and one line`(text: String) async throws {
    let result = try await review(text, "--quiet")
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result)")
    #expect(result.errors.contains("the patch"))
    #expect(!result.errors.contains("\u{1b}"))
  }

  @Test func `a patch that is not there, and two changes at once, end with 2`() async throws {
    let absent = try await project.run("--patch", "/nonexistent/a.patch")
    #expect(absent.exitCode == 2)
    #expect(absent.errors.contains("there is no file"))
    let folder = try await project.run("--patch", project.builder.path)
    #expect(folder.exitCode == 2)
    let two = try await review("", "--staged")
    #expect(two.exitCode == 2)
  }

  @Test(arguments: ["", "\n"])
  func `an empty patch is nothing to review`(text: String) async throws {
    let result = try await review(text)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("there is nothing to review"), "\(result)")
  }

  @Test func `a patch that does not apply is reviewed by its lines, and the report says so`() async throws {
    let text = "--- a/src/cart.py\n+++ b/src/cart.py\n@@ -70,2 +70,3 @@\n elsewhere\n+    breakpoint()\n end\n"
    let result = try await review(text)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("src/cart.py:71"), "\(result)")
    #expect(result.output.contains("does not apply"), "\(result)")
  }

  @Test func `a model reads the patched files`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    let patch = try project.builder.git("diff", "HEAD~1", "HEAD") + "\n"
    try project.builder.git("reset", "--quiet", "--hard", "HEAD~1")
    let result = try await project.program.run(
      ["--patch", "-"], in: project.builder.path, environment: project.environment, input: .bytes(Array(patch.utf8)))
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle), "\(result)")
    let calls = server.requests.map(ModelCall.init)
    let second = try #require(calls.first { !$0.isVerifier && $0.turn == 1 })
    // Once in the diff, and once more in what read_file answers.
    #expect(second.text.components(separatedBy: "range(1, len(prices))").count > 2)
  }

  @Test func `a patch cannot bring the configuration of its own review`() async throws {
    try project.builder.write(".fulcrum.yml", "exclude: [\"src/**\"]\n")
    try project.builder.write("src/planted.py", Planted.leftover.text)
    try project.builder.git("add", "--all")
    let patch = try project.builder.git("diff", "--cached") + "\n"
    try project.builder.git("reset", "--quiet", "--hard")
    let result = try await review(patch)
    #expect(result.output.contains("src/planted.py:2"), "\(result)")
  }
}
