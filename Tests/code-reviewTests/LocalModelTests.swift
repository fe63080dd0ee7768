import Foundation
import JSON
import TestSupport
import Testing

/// Whole reviews with the answers of a real small model that has no native tool calls, as its server streamed them.
///
/// `fixtures/local-model/README.md` says how they were recorded. They are served in the order in which they came and not
/// looked up by their requests, so that the prompts' words may change.
@Suite(.timeLimit(.minutes(2))) struct LocalModelTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/local-model").standardized

  /// The bytes of each recorded answer, in order.
  private func answers(_ recording: String) throws -> [[UInt8]] {
    let folder = Self.fixtures.appending(path: recording)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      Array(try Data(contentsOf: folder.appending(path: "\(name)/response")))
    }
  }

  @Test(arguments: [
    (ToolForm.schema, "1 proposed: 1 posted", "reviewer, turn 8: 2428 prompt tokens (2345 from the cache)"),
    // Its calls are a block without the tool's name, a block, a block with three calls, which is words, and a block.
    (.fenced, "1 proposed: 1 unsettled", "turn 2: 1680 prompt tokens (1502 from the cache), 88 output tokens; no tool"),
  ])
  func `a real model without native tool calls reviews to the end`(form: ToolForm, fate: String, detail: String)
    async throws
  {
    let answers = try answers(form.rawValue)
    let server = try LoopbackServer { request in
      request.number < answers.count ? .events(answers[request.number], pieceSize: 100) : .response(500)
    }
    let project = try ReviewedProject(model: server.url)
    let result = try await project.review(
      "--protocol", "chat", "--tool-protocol", form.rawValue, "--context-tokens", "8192", "--verbose")
    #expect(result.exitCode == 0, "\(result)")
    #expect(server.requests.count == answers.count)
    #expect(server.requests.allSatisfy { ModelCall($0).toolForm == form })
    #expect(!result.output.contains("INCOMPLETE"))
    #expect(result.output.contains(fate))
    #expect(result.errors.contains(detail))
    let isPosted = result.output.contains("adds the prices starting from the second element")
    #expect(isPosted == (form == .schema))
  }

  @Test func `each request of a run begins with the one before it`() async throws {
    let answers = try answers("schema")
    let server = try LoopbackServer { request in
      request.number < answers.count ? .events(answers[request.number]) : .response(500)
    }
    let project = try ReviewedProject(model: server.url)
    _ = try await project.review("--protocol", "chat", "--tool-protocol", "schema", "--context-tokens", "8192")
    let reviewer = server.requests.filter { !ModelCall($0).isVerifier }.map { $0.body.dropLast(2) }
    for (first, second) in zip(reviewer, reviewer.dropFirst()) { #expect(second.starts(with: first)) }
  }

  @Test func `the first request to a small window is small`() async throws {
    let server = try LoopbackServer { request in
      ScriptedReviewer.report([], in: .chat, ModelCall(request).toolForm)
    }
    let project = try ReviewedProject(model: server.url)
    for number in 0..<6 {
      let lines = (0..<200).map { "value_\(number)_\($0) = compute(\($0), \(number))\n" }.joined()
      try project.builder.write("src/part\(number).py", lines)
    }
    try project.builder.write("src/small.py", "one = 1\n")
    try project.builder.commit("Much")
    let result = try await project.review(
      "--protocol", "chat", "--tool-protocol", "schema", "--context-tokens", "8192")
    #expect(result.exitCode == 0, "\(result)")
    let call = try ModelCall(#require(server.requests.first))
    let text = (call.body["messages"]?.array ?? []).compactMap { $0["content"]?.string }.joined()
    // About three bytes make a token: the prompt leaves a quarter of the window to the answer, and some to read on.
    let limit = 8192 * 3 * 3 / 4 - 3072
    #expect(text.utf8.count < limit)
    #expect(text.contains("one = 1"))
    #expect(text.contains("report_findings"))
    #expect(result.output.contains("the model did not read it"))
    #expect(result.output.contains("No issues found in what was reviewed"))
  }
}
