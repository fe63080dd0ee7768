import TestSupport
import Testing

/// Whole reviews with a model behind each of the protocols.
@Suite(.timeLimit(.minutes(2))) struct ProtocolTests {
  private let server: LoopbackServer
  private let project: ReviewedProject

  init() throws {
    server = try LoopbackServer(ScriptedReviewer.reply)
    project = try ReviewedProject(model: server.url)
  }

  @Test(arguments: Dialect.allCases, ToolForm.allCases)
  func `a review is the same whatever the provider speaks and however its model calls tools`(
    _ dialect: Dialect, _ form: ToolForm
  ) async throws {
    let result = try await project.review("--protocol", dialect.rawValue, "--tool-protocol", form.rawValue)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
    #expect(!result.output.contains(ScriptedReviewer.falseTitle))
    #expect(result.output.contains("2 proposed: 1 refuted, 1 posted"))
    #expect(!result.output.contains("INCOMPLETE"))
    #expect(server.requests.count == 5)
    let header = dialect == .messages ? "x-api-key" : "authorization"
    let value = dialect == .messages ? ReviewedProject.key : "Bearer \(ReviewedProject.key)"
    for request in server.requests {
      #expect(ModelCall(request).dialect == dialect)
      // The Messages protocol has no member that holds an answer to a schema.
      #expect(ModelCall(request).toolForm == (dialect == .messages && form == .schema ? .fenced : form))
      #expect(request.headers[header] == value)
      #expect(request.headers.count { $0.value.contains(ReviewedProject.key) } == 1)
    }
    if dialect == .responses, form == .native {
      let second = try ModelCall(#require(server.requests.dropFirst().first))
      #expect(second.text.contains(#""encrypted_content":"b3BhcXVl""#))
    }
  }

  @Test func `the environment and the user's file name the protocol, the project's file does not`() async throws {
    try project.configure("config.yml", "protocol: chat\n")
    _ = try await project.review()
    #expect(server.requests.last?.path == "/v1/chat/completions")
    _ = try await project.review(environment: ["FULCRUM_PROTOCOL": "responses"])
    #expect(server.requests.last?.path == "/v1/responses")

    let other = try ReviewedProject(model: server.url)
    try other.commit(".fulcrum.yml", "protocol: chat\n")
    try other.commit("src/more.py", "more = 1\n")
    _ = try await other.review()
    #expect(server.requests.last?.path == "/v1/messages")
    #expect(try await project.review("--protocol", "grpc").exitCode == 2)
  }
}
