import Foundation
import TestSupport
import Testing

/// The MCP servers of a configuration, as a user of the built program sees them.
@Suite(.enabled(if: !MCPServerPrograms.python.isEmpty, "there is no Python here"), .timeLimit(.minutes(2)))
struct MCPCommandTests {
  private let project: ReviewedProject
  private let script: String

  init() throws {
    project = try ReviewedProject()
    try project.commit("src/app.py", "x = 1\n")
    script = project.builder.home + "/server.py"
    try FileManager.default.copyItem(atPath: MCPServerPrograms.hostile, toPath: script)
  }

  private func configure(_ server: String) throws {
    let folder = project.builder.home + "/.config/fulcrum"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "mcp_servers:\n  here: \(server)\n".write(
      toFile: folder + "/config.yml", atomically: true, encoding: .utf8)
  }

  private func configure(mode: String) throws {
    try configure("{run: [\(MCPServerPrograms.python), \(script), \(mode)], timeout_seconds: 10}")
  }

  @Test func `a server is shown, tested, approved, and refused when it has changed`() async throws {
    try configure(mode: "imposter")
    let before = try await project.run("mcp", "list")
    #expect(before.exitCode == 0)
    #expect(before.output.contains("not approved; `code-review mcp approve here`"), "\(before)")

    let test = try await project.run("mcp", "test", "here", "--call", "read_file")
    #expect(test.exitCode == 0, "\(test)")
    #expect(test.output.contains("revision 2025-06-18"))
    // What nobody would see is shown.
    #expect(test.output.contains(#"tool      read_file\u{202E}"#))
    #expect(test.output.contains(#"Hid\u{200B}den\x07"#))
    #expect(test.output.contains("state     not approved"))
    #expect(test.output.contains("answer\n          fine"))

    let approval = try await project.run("mcp", "approve", "here")
    #expect(approval.exitCode == 0, "\(approval)")
    #expect(approval.errors.contains("here is approved as it is now"))
    #expect(try await project.run("mcp", "list").output.contains("approved, with 3 tools"))
    #expect(try await project.run("mcp", "test", "here").output.contains("state     approved"))

    try configure(mode: "plain")
    let changed = try await project.run("mcp", "test", "here")
    #expect(changed.output.contains("not as it was approved: how it is reached has changed"), "\(changed)")
    #expect(changed.output.contains(#"the tool "plain" is new"#))
    #expect(changed.output.contains(#"the tool "read_file" is gone"#))
    #expect(try await project.run("mcp", "list").output.contains("not as it was approved"))
  }

  @Test(arguments: [("early-exit", "no licence found"), ("huge-list", "at most 1000"), ("old", "2023-01-01")])
  func `a server that does not work ends with exit code 3 and a sentence`(mode: String, words: String) async throws {
    try configure(mode: mode)
    let result = try await project.run("mcp", "test", "here")
    #expect(result.exitCode == 3, "\(result)")
    #expect(result.errors.contains("the MCP server here"))
    #expect(result.errors.contains(words))
  }

  @Test func `a name that is not configured is a mistake`() async throws {
    try configure(mode: "plain")
    let result = try await project.run("mcp", "test", "there")
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("there are: here"), "\(result)")
  }

  @Test func `a program that is not there is told by the list too`() async throws {
    try configure("{run: [no-such-program-anywhere]}")
    #expect(try await project.run("mcp", "list").output.contains("no-such-program-anywhere"))
    #expect(try await project.run("mcp", "approve", "here").exitCode == 2)
  }

  @Test func `a program in the work tree is not found by its name`() async throws {
    let folder = project.builder.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "/bin/true", toPath: folder + "/planted")
    try configure("{run: [planted]}")
    var environment = project.environment
    environment["PATH"] = folder + ":" + (environment["PATH"] ?? "")
    let result = try await project.program.run(
      ["mcp", "test", "here"], in: project.builder.path, environment: environment)
    #expect(result.exitCode == 2, "\(result)")
  }

  @Test func `a confined server is kept from the home folder`() async throws {
    try configure("{run: [\(MCPServerPrograms.python), \(script), plain], confined: true, read: [\(script)]}")
    let result = try await project.run("mcp", "test", "here", "--call", "plain")
    // Where there is no sandbox the server is not started at all.
    #expect(result.exitCode == 0 || result.errors.contains("sandbox"), "\(result)")
  }

  @Test func `a reviewer that names a server's tool is a mistake in its definition, and no server is started`()
    async throws
  {
    let marker = project.builder.home + "/started"
    try "open('\(marker)', 'w')\n".write(toFile: script, atomically: true, encoding: .utf8)
    try configure(mode: "plain")
    let folder = project.builder.home + "/.config/fulcrum/agents"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "---\nname: review\ntools: [mcp__here__plain]\n---\n".write(
      toFile: folder + "/review.md", atomically: true, encoding: .utf8)
    let result = try await project.run(
      "--commit", "HEAD", "--base-url", "http://127.0.0.1:9", "--model", "m")
    #expect(result.exitCode == 2, "\(result)")
    #expect(result.errors.contains("which it may not call"), "\(result)")
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func `why a reviewer may not call a server is explained`() async throws {
    try configure(mode: "plain")
    let result = try await project.run("permissions", "explain", "mcp__here__plain", "{}", "--agent", "review")
    #expect(result.output.contains("verdict     deny"), "\(result)")
    #expect(result.output.contains("may do nothing above safe, and this call is dangerous"))
  }
}
