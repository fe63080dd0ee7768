import Foundation
import JSON
import TestSupport
import Testing

/// The notes about a repository, as a user of the built program sees them.
@Suite(.timeLimit(.minutes(3))) struct MemoryTests {
  private let server: LoopbackServer
  private let project: ReviewedProject

  init() throws {
    server = try LoopbackServer { request in
      let call = ModelCall(request)
      guard !call.isVerifier, call.turn == 0 else { return ScriptedReviewer.report([]) }
      return ScriptedReviewer.answer(
        .toolCall(
          id: "c1", name: "remember",
          arguments: ["note": .string("Rates come from tax.py; token = '\(Planted.token)'.")]))
    }
    project = try ReviewedProject(model: server.url)
  }

  private func notes(_ folder: String? = nil) async throws -> [JSONValue] {
    let result = try await project.run("memory", "list", "--format", "json", in: folder)
    #expect(result.exitCode == 0, "\(result)")
    return try #require(JSONValue.parse(result.output)["notes"]?.array)
  }

  private func isTold(_ words: String, _ arguments: String...) async throws -> Bool {
    let result = try await project.program.run(
      ["--commit", "HEAD", "--show-payload"] + arguments, in: project.builder.path, environment: project.environment)
    #expect(result.exitCode == 0, "\(result)")
    return result.output.contains(words)
  }

  @Test func `a note is told to the model until it is removed`() async throws {
    #expect(try await project.run("memory").output.contains("There are no notes"))
    let store = "\(project.builder.home)/.local/state/fulcrum/store.sqlite"
    #expect(!FileManager.default.fileExists(atPath: store), "nothing is made for a look")
    let added = try await project.run("memory", "add", "Prices are\n in cents.")
    #expect(added.exitCode == 0, "\(added)")
    #expect(added.output.hasPrefix("1  Prices are in cents. (you, "))
    #expect(try await isTold("- Prices are in cents. (the user, "))
    #expect(try await !isTold("in cents", "--memory", "off"))
    #expect(try await notes()[0]["author"] == "user")
    #expect(try await project.run("memory", "remove", "1").exitCode == 0)
    #expect(try await !isTold("in cents"))
    #expect(try await project.run("memory", "remove", "1").exitCode == 2)
  }

  @Test func `notes belong to one repository, work trees share them`() async throws {
    _ = try await project.run("memory", "add", "Prices are in cents.")
    try project.builder.git("worktree", "add", "--quiet", project.builder.sibling("linked"))
    #expect(try await notes(project.builder.sibling("linked")).count == 1)
    try project.builder.git("clone", "--quiet", project.builder.path, project.builder.sibling("clone"))
    #expect(try await notes(project.builder.sibling("clone")).isEmpty)
  }

  @Test func `what an agent proposes is told to nobody before the user accepts it`() async throws {
    let silent = try await project.review()
    #expect(!silent.errors.contains("a note was proposed"), "without the setting there is no such tool")
    #expect(try await notes().isEmpty)

    let result = try await project.review("--memory", "propose")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("a note was proposed"))
    let proposals = try await notes()
    #expect(proposals.count == 1)
    #expect(proposals[0]["accepted"] == false)
    #expect(proposals[0]["author"] == "agent")
    #expect(proposals[0]["source"]?.string?.hasPrefix("the review of ") == true)
    #expect(proposals[0]["text"]?.string?.contains("Rates come from tax.py") == true)
    #expect(proposals[0]["text"]?.string?.contains(Planted.token) == false, "secrets are taken out")
    #expect(try await project.run("memory").output.contains("told to no agent before you accept it"))
    #expect(try await !isTold("Rates come from"))

    let id = Int(try #require(proposals[0]["id"]?.number))
    #expect(try await project.run("memory", "accept", "\(id)").exitCode == 0)
    #expect(try await isTold("proposed by an agent, accepted by the user"))
    #expect(try await project.run("memory", "accept", "99").exitCode == 2)
  }

  @Test func `proposals are cleared alone, or all notes with them`() async throws {
    _ = try await project.run("memory", "add", "Prices are in cents.")
    _ = try await project.review("--memory", "propose")
    #expect(try await notes().count == 2)
    #expect(try await project.run("memory", "clear", "--proposals").errors.contains("1 proposals are forgotten"))
    #expect(try await notes().count == 1)
    #expect(try await project.run("memory", "clear").exitCode == 0)
    #expect(try await notes().isEmpty)
  }

  @Test func `a project cannot turn proposals on`() async throws {
    try project.builder.write(".fulcrum.yml", "memory: propose\n")
    try project.builder.commit("Settings")
    try project.commit("src/cart.py", "total = 1\n")
    let result = try await project.review()
    #expect(result.errors.contains("a project may not set memory"))
    #expect(try await notes().isEmpty)
  }

  @Test func `what cannot be kept is refused, and a store that cannot be read harms no review`() async throws {
    #expect(try await project.run("memory", "add", " ").exitCode == 2)
    #expect(try await project.run("memory", "add", String(repeating: "x", count: 600)).exitCode == 2)
    _ = try await project.run("memory", "add", "Prices are in cents.")
    let store = "\(project.builder.home)/.local/state/fulcrum/store.sqlite"
    try Data("no store\(String(repeating: "x", count: 2000))".utf8).write(to: URL(filePath: store))
    #expect(try await project.run("memory").exitCode == 3)
    let result = try await project.review("--memory", "propose")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("the notes about this repository are not used"))
  }
}
