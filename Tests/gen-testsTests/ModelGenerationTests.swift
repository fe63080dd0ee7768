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

  @Test func `what the prompt names as not reached or noticed gets tests, which are applied and pass`() async throws {
    let replies = try Self.replies()
    let server = try LoopbackServer { request in
      request.number < replies.count ? .events(replies[request.number], pieceSize: 200) : .response(500)
    }
    let builder = try Self.project()
    let program = try ProgramRunner(named: "gen-tests")
    let own = [
      "FULCRUM_KEY": "dummy-key-of-the-tests", "HOME": builder.home,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    let cassette = "\(builder.home)/cassette"
    let result = try await program.run(
      [
        "Fares", "--base-url", server.url, "--model", "m", "--record", cassette, "--apply", "--format", "json",
        "--min-coverage", "85",
      ], in: builder.path, environment: own, hangLimit: 500)
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
    // As the model expected, and with what happened in the place of what it had guessed.
    #expect(bodies.contains("#expect(try discount(code: \"ab-5-cde\") == 10)"), "\(result.output)")
    #expect(bodies.contains("#expect(try discount(code: \"ab-5-cde\", isMember: true) == 11)"))
    let last = String(decoding: try #require(server.requests.last).body, as: UTF8.self)
    #expect(last.contains("t2: it gave 11, and you expected 10."))
    // A rule has put the label back that it lacked.
    #expect(last.contains("t3: accepted; it gave 20"))
    #expect(last.contains("t5: does not compile: cannot convert value of type 'Int'"))
    #expect(proposed.contains { ($0["killed_mutants"]?.array ?? []).isEmpty == false })
    // What the model insists on is told, and stated by no test.
    let bugs = report["possible_bugs"]?.array ?? []
    #expect(bugs.count == 1)
    #expect(bugs.first?["explanation"]?.string?.contains("the model expects 50") == true)
    #expect(report["model"]?["usage"]?["requests"]?.integer == replies.count)
    #expect(FileManager.default.fileExists(atPath: "\(cassette)/0002/response"))

    let path = "\(builder.path)/Tests/FaresTests"
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    let text = try files.map { try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }.joined()
    #expect(text.contains("@testable import Fares"))
    #expect(text.contains("#expect(throws: FareError.negativeAge)"))
    #expect(!text.contains("-26-b"))
    #expect(!text.contains("ulcrum"))
    let manifest = try String(contentsOfFile: "\(builder.path)/Package.swift", encoding: .utf8)
    #expect(manifest.contains(".testTarget(name: \"FaresTests\", dependencies: [\"Fares\"])"))
    let page = try await program.run(["report"], in: builder.path, environment: own)
    #expect(page.exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: page.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
