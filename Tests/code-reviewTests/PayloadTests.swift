import Foundation
import JSON
import TestSupport
import Testing

/// `--show-payload`: what would leave the machine, and nothing leaves it.
@Suite(.timeLimit(.minutes(2))) struct PayloadTests {
  private let server: LoopbackServer
  private let project: ReviewedProject

  init() throws {
    server = try LoopbackServer(ScriptedReviewer.reply)
    project = try ReviewedProject(model: server.url)
  }

  /// The head's lines and the body.
  private func parts(_ output: String) throws -> (head: [String], body: String) {
    let end = try #require(output.firstRange(of: "\n\n"))
    return (output[..<end.lowerBound].split(separator: "\n").map(String.init), String(output[end.upperBound...]))
  }

  @Test(arguments: Dialect.allCases, ToolForm.allCases)
  func `the bytes are those of the first request, and none is sent`(dialect: Dialect, form: ToolForm) async throws {
    try project.commit("src/key.py", "key = '\(ReviewedProject.key)'\ntoken = '\(Planted.token)'\n")
    let options = ["--protocol", dialect.rawValue, "--tool-protocol", form.rawValue]
    let shown = try await project.program.run(
      ["--commit", "HEAD", "--show-payload"] + options, in: project.builder.path, environment: project.environment)
    #expect(shown.exitCode == 0, "\(shown)")
    #expect(server.acceptedConnections == 0)
    #expect(!shown.everything.contains(ReviewedProject.key))
    #expect(!shown.everything.contains(Planted.token))

    _ = try await project.program.run(
      ["--commit", "HEAD"] + options, in: project.builder.path, environment: project.environment)
    let sent = try #require(server.requests.first)
    let (head, body) = try parts(shown.output)
    #expect(Array(body.utf8) == sent.body)
    #expect(head.first == "POST \(server.url)\(sent.path)")
    for line in head.dropFirst() {
      let name = try String(#require(line.split(separator: ":").first))
      let isKey = ["x-api-key", "authorization"].contains(name)
      let value = try #require(sent.headers[name])
      #expect(line == "\(name): \(isKey ? "(secret)" : value)")
    }
    #expect(head.contains { $0.hasSuffix("(secret)") })
  }

  @Test func `all ways to name a change have a payload, and it goes into a file too`() async throws {
    try project.builder.write("src/cart.py", "staged = 1\n")
    try project.builder.git("add", "--all")
    for arguments in [["--staged"], ["--worktree"], ["--range", "HEAD~1..HEAD"]] {
      let result = try await project.program.run(
        arguments + ["--show-payload", "--quiet"], in: project.builder.path, environment: project.environment)
      #expect(result.exitCode == 0)
      #expect(try JSONValue.parse(parts(result.output).body)["messages"] != nil)
      #expect(result.errors == "")
    }
    let file = project.builder.sibling("payload")
    let result = try await project.review("--show-payload", "--output", file)
    #expect(result.output == "")
    #expect(try parts(String(contentsOfFile: file, encoding: .utf8)).head.first?.hasPrefix("POST ") == true)
    #expect(server.acceptedConnections == 0)
  }

  @Test func `without anything to review nothing would be sent`() async throws {
    let result = try await project.review("--show-payload", environment: ["FULCRUM_EXCLUDE": "src/"])
    #expect(result.exitCode == 0)
    #expect(result.output == "")
    #expect(result.errors.contains("nothing would be sent"))
    #expect(server.acceptedConnections == 0)
  }

  @Test func `without a model, and beside options that make no sense with it, it is refused`() async throws {
    #expect(try await ReviewedProject().review("--show-payload").exitCode == 2)
    #expect(try await project.review("--show-payload", "--no-model").exitCode == 2)
    #expect(try await project.review("--show-payload", "--record", project.builder.sibling("c")).exitCode == 2)
    #expect(server.acceptedConnections == 0)
  }
}
