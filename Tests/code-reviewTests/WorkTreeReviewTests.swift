import Foundation
import JSON
import TestSupport
import Testing

/// `--worktree`: what is not committed yet.
@Suite(.serialized, .timeLimit(.minutes(2))) struct WorkTreeReviewTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  @Test func `staged, edited and new files are reviewed together, ignored ones are not`() async throws {
    try project.commit(".gitignore", "*.log\n")
    try project.builder.write("src/staged.py", "staged = 1\n")
    try project.builder.git("add", "src/staged.py")
    try project.builder.write("src/cart.py", Planted.leftover.text)
    try project.builder.write("src/new.py", Planted.secret.text)
    try project.builder.write("trace.log", Planted.secret.text)
    let result = try await project.run("--worktree", "--format", "json")
    #expect(result.exitCode == 1)
    #expect(!result.everything.contains(Planted.token))
    let report = try JSONValue.parse(result.output)
    let files = (report["files"]?.array ?? []).compactMap { $0["path"]?.string }
    #expect(files == ["src/cart.py", "src/new.py", "src/staged.py"])
    let found = Set((report["findings"]?.array ?? []).compactMap { $0["path"]?.string })
    #expect(found.isSuperset(of: ["src/cart.py", "src/new.py"]), "\(result)")
  }

  @Test func `a clean work tree is reviewed as nothing`() async throws {
    let result = try await project.run("--worktree")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("Review of the work tree"))
  }

  @Test func `a model reads the files as they are`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    try project.builder.git("reset", "--quiet", project.base)
    let result = try await project.run("--worktree")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle), "\(result)")
    let calls = server.requests.map(ModelCall.init)
    let second = try #require(calls.first { !$0.isVerifier && $0.turn == 1 })
    #expect(second.text.contains("range(1, len(prices))"))
    #expect(!result.output.contains("could not be placed"))
  }

  @Test func `the configuration is that of HEAD`() async throws {
    try project.builder.write(".fulcrum.yml", "exclude: [\"src/**\"]\n")
    try project.builder.write("src/planted.py", Planted.leftover.text)
    let own = try await project.run("--worktree")
    #expect(own.output.contains("src/planted.py:2"), "\(own)")
    try project.builder.git("add", ".fulcrum.yml")
    try project.builder.git("commit", "--quiet", "--message", "Exclude")
    let next = try await project.run("--worktree")
    #expect(next.output.contains("excluded by configuration"), "\(next)")
  }

  @Test(arguments: [("--worktree", "no work tree"), ("--staged", "nothing is staged")])
  func `a bare repository is refused in one line`(option: String, words: String) async throws {
    let bare = project.builder.sibling("bare.git")
    try project.builder.git("clone", "--quiet", "--bare", project.builder.path, bare)
    let result = try await project.run(option, "--quiet", in: bare)
    #expect(result.exitCode == 8)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains(words), "\(result)")
  }
}
