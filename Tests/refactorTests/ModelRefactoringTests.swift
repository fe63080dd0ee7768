import Foundation
import JSON
import TestSupport
import Testing

/// `refactor run --goal` as its user calls it, with a model behind a real socket.
@Suite(.timeLimit(.minutes(3))) struct ModelRefactoringTests {
  private struct Project {
    let builder: RepositoryBuilder
    let program: ProgramRunner

    init() throws {
      builder = try RepositoryBuilder()
      program = try ProgramRunner(named: "refactor")
      try builder.write("project.mark", "")
      for name in ["a", "b"] { try builder.write("src/\(name).txt", "old \(name)\n") }
      _ = try builder.commit("a project")
      let folder = URL(filePath: "\(builder.home)/.config/fulcrum")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Self.configuration.write(to: folder.appending(path: "config.yml"), atomically: true, encoding: .utf8)
    }

    func run(_ arguments: [String]) async throws -> ProgramResult {
      try await program.run(
        ["run"] + arguments, in: builder.path,
        environment: [
          "HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
          "FULCRUM_KEY": "dummy-key-of-the-tests",
        ])
    }

    private static let configuration = """
      projects:
        words:
          file: project.mark
          build: [sh, -c, "! grep -r BROKEN src"]
          test: [sh, -c, "! grep bug src/b.txt"]

      """
  }

  private static func call(_ name: String, _ input: JSONValue) -> ModelScript.Block {
    .toolCall(id: "call", name: name, arguments: input)
  }

  private static let replies: [ModelScript.Block] = [
    call(
      "plan_refactoring",
      ["items": [["name": "Say new", "scope": ["src"], "what": "Both files say new."]]]),
    call(
      "propose_change",
      [
        "steps": [
          ["title": "Say new in b", "edits": [["path": "src/b.txt", "old_text": "old", "new_text": "bug"]]]
        ], "state": "more",
      ]),
    call(
      "propose_change",
      [
        "steps": [
          ["title": "Say new in b", "edits": [["path": "src/b.txt", "old_text": "old", "new_text": "new"]]]
        ], "state": "done",
      ]),
    call(
      "propose_change",
      [
        "recipe": ["name": "replace-text", "parameters": ["old": "old", "new": "new", "files": "src/**"]],
        "state": "done",
      ]),
  ]

  private static func server(_ replies: [ModelScript.Block] = replies) throws -> LoopbackServer {
    try LoopbackServer { request in
      request.number < replies.count
        ? .events(ModelScript.stream([replies[request.number]]), pieceSize: 100) : .response(500)
    }
  }

  private static let goal = ["--goal", "Say new in all files", "--model", "m", "--base-url"]

  @Test func `a goal becomes a branch with a mended step, and the same again opens no connection`() async throws {
    let project = try Project()
    let server = try Self.server()
    let cassette = "\(project.builder.home)/cassette"
    let arguments = Self.goal + [server.url, "--format", "json"]
    let result = try await project.run(arguments)
    #expect(result.exitCode == 0, "\(result)")
    let report = try JSONValue.parse(result.output)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../schemas/refactoring-report.schema.json")
    let violations = JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: report)
    #expect(violations.isEmpty, "\(violations)")
    #expect(report["branch"]?.string == "refactor/say-new-in-all-files")
    #expect(report["done"]?.integer == 2 && report["goal"]?["items"]?[0]?["state"]?.string == "done")
    #expect(report["goal"]?["usage"]?["requests"]?.integer == 4)
    #expect(try project.builder.git("show", "refactor/say-new-in-all-files:src/b.txt") == "new b")
    #expect(server.requests.count == 4)
    let repair = String(decoding: server.requests[2].body, as: UTF8.self)
    #expect(repair.contains("`tests` was red") && repair.contains("+bug b"), "\(repair)")

    // Another branch of the same, from the same commit: all answers are known.
    let connections = server.acceptedConnections
    let again = try await project.run(arguments + ["--branch", "again"])
    #expect(again.exitCode == 0, "\(again)")
    #expect(server.acceptedConnections == connections && server.requests.count == 4)
    let other = try JSONValue.parse(again.output)
    func tree(_ branch: String) throws -> String { try project.builder.git("rev-parse", "\(branch)^{tree}") }
    let made = try tree("refactor/say-new-in-all-files")
    #expect(try tree("again") == made)
    #expect(other["goal"]?["usage"]?["input_tokens"]?.integer == 0)

    // Recorded, and replayed without a server.
    let second = try Self.server()
    let recorded = try await project.run(Self.goal + [second.url, "--record", cassette, "--branch", "recorded"])
    #expect(recorded.exitCode == 0 && second.requests.count == 4, "\(recorded)")
    let replayed = try await project.run(
      Self.goal + [second.url, "--replay", cassette, "--branch", "replayed", "--format", "json"])
    #expect(replayed.exitCode == 0 && second.requests.count == 4, "\(replayed)")
    #expect(try tree("replayed") == made)
  }

  @Test func `the first request is shown and not sent`() async throws {
    let project = try Project()
    let result = try await project.run(Self.goal + ["http://127.0.0.1:9", "--show-payload"])
    #expect(result.exitCode == 0 && result.output.contains("Say new in all files"), "\(result)")
    #expect(try project.builder.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
  }

  @Test func `a budget, a provider and a usage each have their exit code`() async throws {
    let project = try Project()
    let server = try Self.server()
    let short = try await project.run(Self.goal + [server.url, "--max-tokens", "2000"])
    #expect(short.exitCode == 4 && short.output.contains("the limit of tokens was reached"), "\(short)")
    let failing = try LoopbackServer { _ in .response(401) }
    let refused = try await project.run(Self.goal + [failing.url, "--branch", "other"])
    #expect(refused.exitCode == 3 && refused.output.contains("--resume goes on"), "\(refused)")
    for (arguments, words) in [
      (["--goal", "Say new"], "none is configured"),
      (Self.goal + [server.url, "--no-model"], "leave --no-model out"),
      (["--goal", " "], "the goal says nothing"),
      (["--recipe", "replace-text", "--replay", "x"], "which a recipe needs none of"),
    ] {
      let result = try await project.run(arguments)
      #expect(result.exitCode == 2 && result.errors.contains(words), "\(result)")
    }
  }
}
