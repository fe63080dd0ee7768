import Foundation
import JSON
import TestSupport
import Testing

/// The event stream of the built program: every line fits the published schema, and exactly one ends it.
@Suite(.timeLimit(.minutes(3))) struct EventStreamTests {
  private static let asked = ["--events", "json"]

  @Test func `a review with a model is told from beginning to end`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.error(529, "overloaded_error", headers: ["retry-after-ms": "10"])
        : ScriptedReviewer.reply(to: request)
    }
    let project = try ReviewedProject(model: server.url)
    try project.commit("src/planted.py", Planted.leftover.text)
    let result = try await project.run("--range", "\(project.base)..HEAD", "--events", "json")
    let events = try EventLines(result.output)
    #expect(try events.violations() == [])
    #expect(events.exitCode == result.exitCode && result.exitCode == 0, "\(result)")
    for type in [
      "review_started", "progress", "findings", "agent_started", "request_started", "request_failed", "answer",
      "tool_started", "tool_ended", "agent_ended", "report",
    ] {
      #expect(events.types.contains(type), "\(type): \(events.types)")
    }
    let failure = try #require(events["request_failed"].first)
    #expect(failure["will_retry"] == true && failure["wait_milliseconds"]?.integer != nil)
    #expect(events["agent_started"].count == events["agent_ended"].count)
    #expect(events["agent_started"].count >= 2, "the reviewer and a verifier")
    #expect(events["review_started"].first?["transcript"] == events.values.first?["run"])
    let report = try #require(events["report"].first?["report"])
    #expect(report["findings"]?.array?.isEmpty == false && report["complete"] == true)
    #expect(try Self.reportSchema().violations(in: report) == [])
  }

  private static func reportSchema() throws -> JSONSchema {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../schemas/review-report.schema.json")
    return JSONSchema(try JSONValue.parse(Array(Data(contentsOf: file))))
  }

  @Test(arguments: ["text", "json", "sarif", "markdown"])
  func `the report is an event, or lies in a file, in any form`(format: String) async throws {
    let project = try ReviewedProject()
    let streamed = try EventLines(try await project.review("--events", "json", "--format", format).output)
    #expect(try streamed.violations() == [])
    let report = try #require(streamed["report"].first)
    #expect((report["report"] != nil) == ["text", "json"].contains(format))
    #expect((report["text"] != nil) == !["text", "json"].contains(format))
    let file = project.builder.sibling("report")
    let written = try EventLines(
      try await project.review("--events", "json", "--format", format, "--output", file).output)
    #expect(written["report"].first?["file"]?.string == file)
    #expect(written["report"].first?["report"] == nil && written["report"].first?["text"] == nil)
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test(arguments: ExitCodeTests.badCalls)
  func `a call that cannot begin is an error event and an end with its code`(call: ExitCodeTests.BadCall)
    async throws
  {
    let project = try ReviewedProject()
    if let text = call.configuration { try project.configure("config.yml", text) }
    let result = try await project.program.run(
      call.arguments + Self.asked, in: project.builder.path,
      environment: project.environment.merging(call.environment) { $1 })
    let events = try EventLines(result.output)
    #expect(try events.violations() == [])
    #expect(events["error"].count == 1, "\(result)")
    #expect(events["error"].first?["will_retry"] == false)
    // Where the option itself is not one of the command's, that is the mistake.
    #expect(events.exitCode == result.exitCode, "\(result)")
    #expect(result.exitCode == call.code || result.exitCode == 2, "\(result)")
    #expect(!result.output.contains("sk-1234567890"))
  }

  @Test(arguments: ModelFaultTests.LastingFault.allCases)
  func `trouble with the model ends the stream with the code of the process`(
    fault: ModelFaultTests.LastingFault
  ) async throws {
    let server = try LoopbackServer(fault.reply)
    let result = try await ReviewedProject(model: server.url).review("--max-turns", "4", "--events", "json")
    let events = try EventLines(result.output)
    #expect(try events.violations() == [])
    #expect(events.exitCode == fault.exitCode && result.exitCode == fault.exitCode, "\(result)")
    #expect(events["report"].count == 1)
    for event in events["request_failed"].suffix(1) { #expect(event["will_retry"] == false) }
  }

  @Test func `a deadline ends the stream`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let result = try await ReviewedProject(model: server.url).review("--deadline-seconds", "1", "--events", "json")
    let events = try EventLines(result.output)
    #expect(events.exitCode == 4 && result.exitCode == 4, "\(result)")
    #expect(events["agent_ended"].first?["outcome"]?["budget"] == "time")
  }

  @Test func `a hook that is given up ends the stream too`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let project = try ReviewedProject(model: server.url)
    let zeros = String(repeating: "0", count: 40)
    let result = try await project.run(
      "pre-push", "origin", "address", "--strict", "--deadline-seconds", "1", "--events", "json",
      input: .bytes(Array("refs/heads/main \(project.head) refs/heads/main \(zeros)\n".utf8)))
    let events = try EventLines(result.output)
    #expect(try events.violations() == [])
    #expect(events.exitCode == result.exitCode && result.exitCode == 4, "\(result)")
  }

  @Test func `help is no event, and the stream holds nothing else`() async throws {
    let project = try ReviewedProject()
    let result = try await project.run("review", "--events", "json", "--help")
    let events = try EventLines(result.output)
    #expect(events.exitCode == 0 && result.exitCode == 0)
    #expect(result.errors.contains("USAGE"))
  }

  @Test func `nobody reading is no error`() async throws {
    let project = try ReviewedProject()
    let result = try await project.review("--events", "json", output: .closedPipe)
    #expect(result.exitCode == 0, "\(result)")
  }

  @Test func `the hidden characters and secrets of a hostile repository stay out`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    try project.commit("src/\u{1b}]0;x\u{7}.py", Planted.secret.text)
    let result = try await project.run("--range", "\(project.base)..HEAD", "--events", "json")
    _ = try EventLines(result.output)
    #expect(!result.output.contains("\u{1b}"))
    #expect(!result.output.contains(Planted.token))
  }
}
