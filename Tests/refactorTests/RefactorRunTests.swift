import Foundation
import JSON
import TestSupport
import Testing

/// `refactor run` on a project that shell scripts build and test, as its user calls it.
@Suite(.timeLimit(.minutes(2))) struct RefactorRunTests {
  private struct Project {
    let builder: RepositoryBuilder
    let program: ProgramRunner

    init() throws {
      builder = try RepositoryBuilder()
      program = try ProgramRunner(named: "refactor")
      try builder.write("project.mark", "")
      for name in ["a", "b", "c"] { try builder.write("src/\(name).txt", "old \(name)\n") }
      _ = try builder.commit("a project")
      let folder = URL(filePath: "\(builder.home)/.config/fulcrum")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Self.configuration.write(to: folder.appending(path: "config.yml"), atomically: true, encoding: .utf8)
    }

    func run(_ arguments: [String], variables: [String: String] = [:]) async throws -> ProgramResult {
      let own = ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
      return try await program.run(
        ["run"] + arguments, in: builder.path, environment: own.merging(variables) { $1 })
    }

    /// `bug` in `src/b.txt` is what the tests find.
    private static let configuration = """
      projects:
        words:
          file: project.mark
          build: [sh, -c, "! grep -r BROKEN src"]
          test: [sh, -c, "! grep bug src/b.txt"]

      """
  }

  private static let words = ["--recipe", "replace-text", "-p", "old=old", "-p", "new=new", "-p", "files=src/**"]

  @Test func `a recipe becomes a branch, and the report has its schema`() async throws {
    let project = try Project()
    let result = try await project.run(Self.words + ["--format", "json"])
    #expect(result.exitCode == 0, "\(result)")
    let report = try JSONValue.parse(result.output)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../schemas/refactoring-report.schema.json")
    #expect(JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: report).isEmpty)
    #expect(report["left"]?.integer == 0)
    #expect(report["files"]?.array?.count == 3)
    #expect(try project.builder.git("show", "refactor/replace-text:src/a.txt") == "new a")
    #expect(try project.builder.git("status", "--porcelain") == "")
    let again = try await project.run(Self.words)
    #expect(
      again.exitCode == 8 && again.errors.contains("there is a branch \"refactor/replace-text\" already"), "\(again)")
  }

  @Test func `what would be done is shown, and exits with 1 where that is asked for`() async throws {
    let project = try Project()
    let plan = try await project.run(Self.words + ["--dry-run"])
    #expect(plan.exitCode == 0 && plan.output.contains("-old b\n+new b\n"), "\(plan)")
    #expect(try await project.run(Self.words + ["--check"]).exitCode == 1)
    #expect(try await project.run(Self.words + ["--check", "project.mark"]).exitCode == 0)
    #expect(try project.builder.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
  }

  @Test func `a step that fails tests is left, with exit code 7`() async throws {
    let project = try Project()
    let result = try await project.run(
      ["--recipe", "replace-text", "-p", "old=old", "-p", "new=bug", "-p", "files=src/b.txt"])
    #expect(result.exitCode == 7, "\(result)")
    #expect(result.output.contains("tests is red"))
    #expect(result.output.contains("0 steps done, 1 left"))
  }

  @Test func `a result is applied to a clean tree, or written as patches`() async throws {
    let project = try Project()
    let patch = project.builder.sibling("new.patch")
    #expect(try await project.run(Self.words + ["--patch", patch]).exitCode == 0)
    #expect(try String(contentsOfFile: patch, encoding: .utf8).contains("+new c"))
    let applied = try await project.run(Self.words + ["--apply"])
    #expect(applied.exitCode == 0, "\(applied)")
    #expect(try project.builder.git("diff", "--stat").contains("3 files changed"))
    let dirty = try await project.run(Self.words + ["--apply"])
    #expect(dirty.exitCode == 8 && dirty.errors.contains("needs a clean work tree"), "\(dirty)")
  }

  @Test func `a run that was stopped hands its patches over when it has gone on to its end`() async throws {
    let project = try Project()
    let patch = project.builder.sibling("new.patch")
    let words = [
      "--recipe", "replace-text", "-p", "old=old", "-p", "new=bug", "-p", "files=src/*.txt", "--patch", patch,
    ]
    let stopped = try await project.run(words + ["--fail-fast"])
    #expect(
      stopped.exitCode == 7 && stopped.errors.contains("no patch was written, since the run was stopped"), "\(stopped)")
    #expect(!FileManager.default.fileExists(atPath: patch))
    let whole = try await project.run(words + ["--resume"])
    #expect(whole.exitCode == 7, "\(whole)")
    #expect(try String(contentsOfFile: patch, encoding: .utf8).contains("[PATCH 2/2]"))
    // More patches would be another file, which is known before they are made.
    let again = try await project.run(words + ["--retry-left"])
    #expect(again.exitCode == 2 && again.errors.contains("choose another name for the patch"), "\(again)")
  }

  @Test func `patches on the standard output are the bytes of the files, and the exit code is that of the run`()
    async throws
  {
    let project = try Project()
    let secret = "sk-1234567890abcdefghij"
    try project.builder.write("src/c.txt", "old \(secret)\n")
    _ = try project.builder.commit("what would be masked in words")
    let result = try await project.run(
      ["--recipe", "replace-text", "-p", "old=old", "-p", "new=bug", "-p", "files=src/*.txt", "--patch", "-"],
      variables: ["ANTHROPIC_API_KEY": secret])
    #expect(result.exitCode == 7, "\(result)")
    #expect(result.output.hasPrefix("From ") && result.output.contains("+bug \(secret)"), "\(result)")
    #expect(result.errors.contains("2 steps done in 2 files, 1 left"))
    let none = try await project.run(
      ["--recipe", "replace-text", "-p", "old=zz", "-p", "new=y", "--patch", "-"])
    #expect(none.exitCode == 0 && none.output.isEmpty && none.errors.contains("Nothing to do."), "\(none)")
  }

  @Test func `a patch that cannot be written is told before anything is done`() async throws {
    let project = try Project()
    let taken = project.builder.sibling("taken.patch")
    try "mine".write(toFile: taken, atomically: true, encoding: .utf8)
    let result = try await project.run(Self.words + ["--patch", taken])
    #expect(result.exitCode == 2 && result.errors.contains("already; choose another name"), "\(result)")
    #expect(try project.builder.git("for-each-ref", "refs/fulcrum") == "")
    let nowhere = try await project.run(Self.words + ["--patch", "nowhere/new.patch"])
    #expect(nowhere.exitCode == 2 && nowhere.errors.contains("no patch can be written into"), "\(nowhere)")
  }

  @Test func `no program of the work tree is run`() async throws {
    let project = try Project()
    let folder = "\(project.builder.path)/node_modules/.bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try project.builder.writeScript("\(folder)/ast-grep", "#!/bin/sh\necho 'of the checkout' >&2; exit 2\n")
    let recipe = project.builder.sibling("found.yml")
    let text = """
      name: found
      description: d
      steps:
        - ast-grep: {language: python, rule: {pattern: $A == None}, fix: $A is None}

      """
    try text.write(toFile: recipe, atomically: true, encoding: .utf8)
    try project.builder.write("src/a.py", "a == None\n")
    _ = try project.builder.commit("a program")
    let result = try await project.run(
      ["--recipe", recipe], variables: ["PATH": "\(folder):/usr/bin:/bin"])
    #expect(!result.everything.contains("of the checkout"), "\(result)")
    #expect(result.exitCode == 0 || result.errors.contains("ast-grep is not installed"), "\(result)")
  }

  @Test(arguments: [
    (
      ["--goal", "replace a text"], 2,
      "a goal needs a model to plan it, and none is configured; recipes that may serve: "
    ),
    (["--recipe", "no-such-recipe"], 2, "there is no recipe"), ([], 2, "name --recipe or --goal"),
    (["--recipe", "replace-text", "--gates", "nonsense"], 2, "there is no gate nonsense"),
    (["--recipe", "replace-text"], 2, "needs old"),
    (["--recipe", "replace-text", "-p", "old=zz", "-p", "new=y", "--branch", "main"], 8, "others build on"),
    (["--recipe", "replace-text", "-p", "old=zz", "-p", "new=y", "--base", "nothing"], 8, "nothing"),
    (["--recipe", "replace-text", "-p", "old=zz", "-p", "new=y", "nowhere"], 8, "no file lies at \"nowhere\""),
  ])
  func `what cannot be is said in a line, with the right exit code`(
    arguments: [String], code: Int32, words: String
  ) async throws {
    let result = try await Project().run(arguments)
    #expect(result.exitCode == code, "\(result)")
    #expect(result.errors.contains(words), "\(result)")
  }

  #if os(Linux)
    @Test(.enabled(if: TracedProgram.canMount, "only root, where it may mount, can make a full disk"))
    func `a disk that is full where git keeps its objects is told as that`() async throws {
      let project = try Project()
      let script = """
        objects=.git/objects; cp -a $objects "$2"; mount -t tmpfs -o size=256k tmpfs $objects; cp -a "$2/." $objects
        head -c 1000000 /dev/zero > $objects/filler || true
        exec "$1" run --recipe replace-text -p old=old -p new=new --gates parse
        """
      let result = try await ProgramRunner(path: "/usr/bin/env").run(
        ["unshare", "-m", "sh", "-euc", script, "sh", project.program.path, project.builder.sibling("objects")],
        in: project.builder.path,
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": project.builder.home])
      #expect(result.exitCode == 3, "\(result)")
      #expect(result.errors.contains("check the permissions and the free space there"), "\(result)")
    }
  #endif

  @Test func `nothing to do is no failure`() async throws {
    let result = try await Project().run(["--recipe", "replace-text", "-p", "old=zz", "-p", "new=y"])
    #expect(result.exitCode == 0 && result.output.hasSuffix("Nothing to do.\n"), "\(result)")
  }
}
