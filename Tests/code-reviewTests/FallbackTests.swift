import Foundation
import JSON
import TestSupport
import Testing

/// The chain of models: who is asked when, what the next one is told, and when one is left alone for a while.
@Suite(.timeLimit(.minutes(2))) struct FallbackTests {
  private static let secondKey = "another-key-of-the-tests"

  private let second: LoopbackServer

  init() throws {
    second = try LoopbackServer(ScriptedReviewer.reply)
  }

  /// A project whose first model is at one address and whose second is behind the Chat Completions protocol.
  private func project(first address: String, more: String = "") throws -> ReviewedProject {
    let project = try ReviewedProject(model: address)
    try project.configure(
      "config.yml",
      """
      fallback:
        - base_url: \(second.url)
          model: second
          protocol: chat
          key_file: \(project.builder.home)/second-key
      \(more)
      """)
    try Data(Self.secondKey.utf8).write(to: URL(filePath: "\(project.builder.home)/second-key"))
    return project
  }

  /// Failures for which the next model is asked, and how often the first is asked for the review's five requests.
  enum Failure: CaseIterable {
    case wrongKey
    case noMoney
    case noSuchModel
    case badRequest
    case contextTooLong
    case down

    var reply: LoopbackReply {
      switch self {
      case .wrongKey: ScriptedReviewer.error(401, "authentication_error")
      case .noMoney: ScriptedReviewer.error(402, "billing_error")
      case .noSuchModel: ScriptedReviewer.error(404, "not_found_error")
      case .badRequest: ScriptedReviewer.error(400, "invalid_request_error")
      case .contextTooLong: ScriptedReviewer.error(413, "request_too_large")
      case .down: ScriptedReviewer.error(500, "api_error", headers: ["retry-after-ms": "1"])
      }
    }
  }

  @Test(arguments: Failure.allCases)
  func `where the first model fails the second one reviews, and the report says so`(failure: Failure) async throws {
    let first = try LoopbackServer { _ in failure.reply }
    let project = try project(first: first.url)
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
    #expect(!result.output.contains("INCOMPLETE"))
    #expect(result.errors.contains("second takes over from m"))
    #expect(result.output.contains("m: 0"))
    #expect(result.output.contains("second: 5"))
    #expect(result.output.contains("(with second)"))
    // One run of the reviewer and two of the verifiers, each with up to five retries.
    #expect(first.requests.count == (failure == .down ? 18 : 3))
    #expect(second.requests.count == 5)
    #expect(second.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(Self.secondKey)" })
    #expect(first.requests.allSatisfy { $0.headers["x-api-key"] == ReviewedProject.key })

    let report = try await JSONValue.parse(project.review("--format", "json").output)
    #expect(report["complete"] == true)
    #expect(report["models"]?[0]?["name"] == "m")
    #expect(report["models"]?[0]?["answers"] == 0)
    #expect(report["models"]?[1]?["answers"] == 5)
  }

  @Test func `a first model that is silent leaves time for the second`() async throws {
    let first = try LoopbackServer { _ in LoopbackReply([.stall]) }
    let result = try await project(first: first.url).review("--deadline-seconds", "20")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("m was silent for too long while another model could answer"))
    #expect(result.output.contains("second: 5"))
  }

  @Test func `a conversation goes on with the next model, without what only the first could read`() async throws {
    let first = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.answer(
          .thinking("I think.", signature: "signed-by-the-first"), .text("I read the file."),
          ScriptedReviewer.read("src/cart.py", id: "call_of_the_first"))
        : ScriptedReviewer.error(401, "authentication_error")
    }
    let result = try await project(first: first.url).review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("m: 1"))
    let taken = try ModelCall(#require(second.requests.first))
    #expect(taken.text.contains("call_of_the_first"))
    #expect(taken.text.contains("I read the file."))
    #expect(!taken.text.contains("signed-by-the-first"))
    #expect(!taken.text.contains("I think."))
  }

  @Test func `no model sees the key of another`() async throws {
    let first = try LoopbackServer { _ in ScriptedReviewer.error(401, "authentication_error") }
    let project = try project(first: first.url)
    try project.commit("src/keys.py", "one = '\(ReviewedProject.key)'\ntwo = '\(Self.secondKey)'\n")
    _ = try await project.review()
    for request in first.requests + second.requests {
      let text = String(decoding: request.body, as: UTF8.self)
      #expect(!text.contains(ReviewedProject.key))
      #expect(!text.contains(Self.secondKey))
    }
  }

  @Test func `a review over a chain is recorded and replayed`() async throws {
    let first = try LoopbackServer { _ in ScriptedReviewer.error(401, "authentication_error") }
    let project = try project(first: first.url)
    let folder = "\(project.builder.home)/recording"
    let recorded = try await project.review("--record", folder, "--format", "json")
    first.stop()
    second.stop()
    let replayed = try await project.review("--replay", folder, "--format", "json")
    #expect(replayed.exitCode == 0, "\(replayed)")
    #expect(
      try JSONValue.parse(replayed.output)["findings"] == JSONValue.parse(recorded.output)["findings"])
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.contains("/") {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      #expect(!text.contains(Self.secondKey) && !text.contains(ReviewedProject.key))
    }
  }

  @Test func `a project cannot add a model`() async throws {
    let first = try LoopbackServer { _ in ScriptedReviewer.error(401, "authentication_error") }
    let project = try ReviewedProject(model: first.url)
    try project.commit(".fulcrum.yml", "fallback:\n  - base_url: \(second.url)\n    model: evil\n")
    try project.commit("src/more.py", "more = 1\n")
    let result = try await project.review()
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("a project may not set fallback"))
    #expect(second.requests.isEmpty)
  }

  @Test func `doctor lists the chain`() async throws {
    let result = try await project(first: "http://127.0.0.1:1").run("doctor")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("model          m"))
    #expect(result.output.contains("fallback 1     second"))
    #expect(!result.everything.contains(Self.secondKey))
  }

  // MARK: The circuit breaker

  @Test func `a server that fails for ever is asked a bounded number of times, and the rules' findings stand`()
    async throws
  {
    let server = try LoopbackServer { _ in ScriptedReviewer.error(500, "api_error", headers: ["retry-after-ms": "1"]) }
    let project = try ReviewedProject(model: server.url)
    try project.commit("src/planted.py", Planted.leftover.text)
    let result = try await project.review()
    #expect(result.exitCode == 3, "\(result)")
    #expect(server.requests.count == 6)
    #expect(result.output.contains("src/planted.py:2"))
  }

  @Test func `verifiers leave a model alone that has failed three times with all retries`() async throws {
    let titles = [
      "bounds", "overflow", "types", "rounding", "empty", "negative", "speed", "memory", "order", "naming", "units",
      "currency", "locale", "copies", "caching", "threads",
    ]
    let findings = titles.map { ScriptedReviewer.finding($0, quote: "        result += prices[index]") }
    let server = try LoopbackServer { request in
      ModelCall(request).isVerifier
        ? ScriptedReviewer.error(500, "api_error", headers: ["retry-after-ms": "1"])
        : ScriptedReviewer.report(findings)
    }
    let project = try ReviewedProject(model: server.url)
    let start = ContinuousClock.now
    let result = try await project.review("--format", "json")
    // Should the thirty seconds of rest pass meanwhile, one attempt is let through after them.
    let probes = Int(start.duration(to: .now) / .seconds(30))
    #expect(result.exitCode == 3, "\(result)")
    let report = try JSONValue.parse(result.output)
    #expect(report["models"]?[0]?["circuit"] == "open")
    let unverified = try #require(report["candidates"]?["unverified"]?.integer)
    #expect(unverified == titles.count)
    // Three operations with six attempts each open the breaker; three more may be under way beside the last of them.
    #expect(server.requests.count <= 1 + (3 + 3) * 6 + probes, "\(server.requests.count)")
    #expect(result.errors.contains("has failed again and again and is not asked for"))
  }
}
