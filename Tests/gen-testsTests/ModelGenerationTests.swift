import Foundation
import JSON
import TestSupport
import Testing

/// A model closes what the engine without one leaves open, with replies that were written for the requests of a real run.
///
/// `fixtures/generation-model/README.md` says how they were recorded. They are served in the order in which they came and not
/// looked up by their requests, so that the prompts' words and the engine may change.
@Suite(.timeLimit(.minutes(10))) struct ModelGenerationTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/generation-model").standardized

  private static func replies() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: "exchanges").path).sorted().map {
      Array(try Data(contentsOf: fixtures.appending(path: "exchanges/\($0)/response")))
    }
  }

  private static func project() throws -> RepositoryBuilder {
    let builder = try RepositoryBuilder()
    for path in ["Package.swift", "Sources/Fares/Fares.swift"] {
      try builder.write(path, try String(contentsOf: fixtures.appending(path: "package/\(path)"), encoding: .utf8))
    }
    _ = try builder.commit("a package")
    return builder
  }

  private static func environment(_ builder: RepositoryBuilder) -> [String: String] {
    ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
  }

  @Test func `what the prompt names as not reached or noticed gets tests, and a replay gives the same`() async throws {
    let replies = try Self.replies()
    let server = try LoopbackServer { request in
      request.number < replies.count ? .events(replies[request.number], pieceSize: 200) : .response(500)
    }
    let builder = try Self.project()
    let program = try ProgramRunner(named: "gen-tests")
    let own = Self.environment(builder).merging(["FULCRUM_KEY": "dummy-key-of-the-tests"]) { $1 }
    let cassette = "\(builder.home)/cassette"
    let model = ["--base-url", server.url, "--model", "m", "--format", "json"]
    let result = try await program.run(
      ["Fares"] + model + ["--record", cassette], in: builder.path, environment: own)
    #expect(result.exitCode == 0, "\(result)")
    #expect(server.requests.count == replies.count)
    let prompt = String(decoding: try #require(server.requests.first).body, as: UTF8.self)
    #expect(prompt.contains("discount(code:isMember:)"))
    #expect(prompt.contains("not reached: line"))
    #expect(prompt.contains("not noticed: in line"))
    let report = try JSONValue.parse(result.output)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../schemas/test-generation-report.schema.json")
    #expect(JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: report).isEmpty)
    #expect(report["after"]?["lines"]?["covered"]?.integer == report["after"]?["lines"]?["total"]?.integer)
    let proposed = (report["tests"]?.array ?? []).filter { $0["origin"]?.string == "model" }
    let bodies = proposed.compactMap { $0["body"]?.string }.joined(separator: "\n")
    // Reached as the model expected; without its label, which a rule put back; and with what happened in place of a guess.
    #expect(bodies.contains("ab-5-cde"), "\(result.output)")
    let last = String(decoding: try #require(server.requests.last).body, as: UTF8.self)
    #expect(last.contains("and you expected"))
    #expect(proposed.contains { ($0["killed_mutants"]?.array ?? []).isEmpty == false })
    // What the model insists on is told, and stated by no test.
    let bugs = report["possible_bugs"]?.array ?? []
    #expect(bugs.count == 1)
    #expect(bugs.first?["explanation"]?.string?.contains("the model expects 50") == true)
    let patch = try #require(report["patch"]?.string)
    #expect(!patch.contains("a-60-b"))
    #expect(report["model"]?["usage"]?["requests"]?.integer == replies.count)

    // No server, no key: the same requests, and the same answers.
    let replayed = try await program.run(
      ["Fares", "--base-url", "http://127.0.0.1:1", "--model", "m", "--format", "json", "--replay", cassette],
      in: builder.path, environment: Self.environment(builder))
    #expect(replayed.exitCode == 0, "\(replayed)")
    #expect(try JSONValue.parse(replayed.output)["patch"]?.string == patch)
  }
}
