import Foundation
import JSON
import SourceText
import TestSupport
import Testing

/// What the user's configuration adds to a review: tools of their own and hooks, through the built program.
@Suite(.timeLimit(.minutes(2))) struct ExtensionTests {
  private static let ticket = """
    tools:
      ticket:
        description: Looks up a ticket.
        run: [/bin/sh, -c, "cat; seq 1 20000"]
        input: '{"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}'
        risk: safe

    """

  /// A model that calls a tool first and then reports nothing.
  private static func calling(_ name: String, _ arguments: JSONValue) throws -> LoopbackServer {
    try LoopbackServer { request in
      ModelCall(request).turn == 0
        ? ScriptedReviewer.answer(.toolCall(id: "call_1", name: name, arguments: arguments))
        : ScriptedReviewer.report([])
    }
  }

  private static func toolNames(_ request: LoopbackRequest) -> [String] {
    (ModelCall(request).body["tools"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  @Test func `a tool of the user's own is offered and run, and its long answer can be paged through`() async throws {
    let server = try Self.calling("ticket", ["id": 7])
    let project = try ReviewedProject(model: server.url)
    try project.configure("config.yml", Self.ticket)
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    let names = Self.toolNames(try #require(server.requests.first))
    #expect(names.suffix(2) == ["read_output", "ticket"], "\(names)")
    let second = ModelCall(try #require(server.requests.dropFirst().first)).text
    #expect(second.contains("{\\\\\\\"id\\\\\\\":7}") || second.contains("{\\\"id\\\":7}"), "\(second.suffix(3000))")
    #expect(second.contains("`read_output` shows them: id \\\"output-1\\\""))
    #expect(second.contains("\\n20000\\n"))
  }

  @Test func `an agent that the reviewer sends has it too`() async throws {
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.text.contains("Another agent has sent you") { return ScriptedReviewer.answer(.text("Found.")) }
      return call.turn == 0
        ? ScriptedReviewer.answer(.toolCall(id: "s", name: "sub_agent", arguments: ["task": "Look it up."]))
        : ScriptedReviewer.report([])
    }
    let project = try ReviewedProject(model: server.url)
    try project.configure("config.yml", Self.ticket)
    #expect(try await project.review().exitCode == 0)
    let sent = try #require(server.requests.first { ModelCall($0).text.contains("Another agent has sent you") })
    let names = Self.toolNames(sent)
    #expect(names.suffix(2) == ["read_output", "ticket"] && !names.contains("sub_agent"), "\(names)")
  }

  @Test func `one that could only be denied is not offered`() async throws {
    let server = try Self.calling("ticket", ["id": 7])
    let project = try ReviewedProject(model: server.url)
    try project.configure("config.yml", Self.ticket.replacing("risk: safe", with: "risk: dangerous"))
    _ = try await project.review()
    let names = Self.toolNames(try #require(server.requests.first))
    #expect(!names.contains("ticket") && !names.contains("read_output"))
  }

  @Test func `a hook that denies a call is told, and the model reads why`() async throws {
    let server = try Self.calling("read_file", ["path": "src/cart.py"])
    let project = try ReviewedProject(model: server.url)
    try project.configure(
      "config.yml",
      """
      hooks:
        - event: before_tool
          tool: read_file
          name: guard
          run: [/bin/sh, -c, 'echo "{\\"decision\\": \\"deny\\", \\"reason\\": \\"not that one\\"}"']

      """)
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("the hook guard (before_tool) denies: not that one"), "\(result.errors)")
    let second = ModelCall(try #require(server.requests.dropFirst().first)).text
    #expect(second.contains("the hook guard denies it: not that one"))
  }

  @Test func `a hook that fails before the first turn ends the review as denied, loudly`() async throws {
    let server = try Self.calling("read_file", ["path": "src/cart.py"])
    let project = try ReviewedProject(model: server.url)
    try project.configure(
      "config.yml", "hooks:\n  - {event: before_turn, name: gate, run: [/bin/sh, -c, \"exit 9\"]}\n")
    let result = try await project.review()
    #expect(result.exitCode == 6, "\(result)")
    #expect(result.errors.contains("the hook gate (before_turn) failed, which denies: it exited with code 9"))
    #expect(result.output.contains("INCOMPLETE"))
    #expect(server.requests.isEmpty)
  }

  @Test func `the project's file configures neither`() async throws {
    let server = try Self.calling("read_file", ["path": "src/cart.py"])
    let project = try ReviewedProject(model: server.url)
    let mark = project.builder.home + "/ran"
    try project.commit(".fulcrum.yml", "hooks:\n  - {event: before_turn, run: [/usr/bin/touch, \(mark)]}\n")
    try project.commit("src/more.py", "x = 1\n")
    let result = try await project.review()
    #expect(result.errors.contains("a project may not set hooks"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func `doctor and permissions explain know them`() async throws {
    let project = try ReviewedProject()
    try project.configure("config.yml", Self.ticket + "hooks:\n  - {event: at_end, run: [/nonexistent/hook]}\n")
    let doctor = try await project.run("doctor")
    #expect(doctor.output.contains("ticket: /bin/sh"), "\(doctor.output)")
    #expect(doctor.output.contains("!!  agents' hook   hook: "), "\(doctor.output)")
    let explained = try await project.run(
      "permissions", "explain", "ticket", #"{"id": 1}"#, "--agent", "review")
    #expect(explained.output.contains("verdict     allow"), "\(explained)")
    let web = try await project.run(
      "permissions", "explain", "web_fetch", #"{"url": "https://a.example/"}"#, "--agent", "review", "--mode", "auto")
    #expect(web.output.contains("verdict     deny") && web.output.contains("risk        dangerous"), "\(web)")
  }
}
