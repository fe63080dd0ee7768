import TestSupport
import Testing

/// A review by a model whose calls the user's rules deny.
@Suite(.timeLimit(.minutes(2))) struct DeniedReviewTests {
  private static let rule = "permissions: {rules: [{verdict: deny, tool: read_file, paths: [\"src/**\"]}]}\n"

  @Test func `a model that comes to no answer without a denied call ends the review with 6`() async throws {
    let server = try LoopbackServer { request in
      ModelCall(request).turn == 0
        ? ScriptedReviewer.answer(ScriptedReviewer.read("src/cart.py"))
        : ScriptedReviewer.answer(.text("I cannot go on."))
    }
    let project = try ReviewedProject(model: server.url)
    try project.configure("config.yml", Self.rule)
    let result = try await project.review()
    #expect(result.exitCode == 6, "\(result)")
    #expect(result.everything.contains("read_file was denied: rule 1 (deny read_file on src/**; "), "\(result)")
    #expect(server.requests.contains { ModelCall($0).text.contains("was not run, since it was denied") })
  }

  @Test func `a model that goes on without the denied call gives its answer`() async throws {
    let server = try LoopbackServer { ScriptedReviewer.reply(to: $0) }
    let project = try ReviewedProject(model: server.url)
    try project.configure("config.yml", Self.rule)
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
  }
}
