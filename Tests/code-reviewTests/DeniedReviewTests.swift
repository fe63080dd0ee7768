import Foundation
import JSON
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
    #expect(result.output.contains("Denied        read_file was denied: rule 1"), "\(result)")
    let report = try JSONValue.parse(try await project.review("--format", "json").output)
    #expect(report["denied_calls"]?[0]?.string?.hasPrefix("read_file was denied: rule 1") == true)
    #expect(report["denied_calls"]?.array?.count == 1)
    let shown = try await project.run("transcript", "show", "last")
    let denial = "`read_file` was not run, since it was denied"
    let reads = shown.output.components(separatedBy: "→ read_file").count - 1
    #expect(reads > 0 && shown.output.components(separatedBy: denial).count - 1 == reads, "\(shown)")
  }
}
