import CommandLineSupport
import Foundation
import MCP
import TestSupport
import Testing

/// The key `mcp_servers`, and what is kept of approvals.
@Suite struct MCPConfigurationTests {
  private func configuration(user: String?, project: String? = nil) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let layers = Configuration.Layers(
      userFile: user.map { ConfigurationFile(name: "config.yml", bytes: Array($0.utf8)) },
      projectFile: project.map { ConfigurationFile(name: ".fulcrum.yml", bytes: Array($0.utf8)) })
    let configuration = try Configuration(layers, warnings: &warnings)
    return (configuration, warnings)
  }

  @Test func `servers are programs or addresses`() throws {
    let (configuration, warnings) = try configuration(
      user: """
        mcp_servers:
          time:
            run: [mcp-server-time, --local-timezone, UTC]
            environment: [TZ, GITHUB_TOKEN, "MODE=fast"]
            folder: /srv
            confined: true
            read: [/opt/data]
            network: true
            timeout_seconds: 5
          docs:
            url: https://example.com/mcp
            key_env: DOCS_WORD
            header: X-Key
        """)
    #expect(warnings.isEmpty)
    let servers = configuration.mcpServers.map { $0.value }
    let time = try #require(servers.first { $0.name == "time" })
    #expect(time.timeout == .seconds(5))
    guard case .program(let program) = time.endpoint else {
      Issue.record("\(time)")
      return
    }
    #expect(program.words == ["mcp-server-time", "--local-timezone", "UTC"])
    #expect(program.variables == ["TZ", "GITHUB_TOKEN", "MODE=fast"])
    #expect(program.folder == "/srv")
    #expect(program.confinement?.readable == ["/opt/data"])
    #expect(program.confinement?.writable == [])
    #expect(program.confinement?.allowsNetwork == true)
    let docs = try #require(servers.first { $0.name == "docs" })
    guard case .address(let address) = docs.endpoint else {
      Issue.record("\(docs)")
      return
    }
    #expect(address.url == "https://example.com/mcp")
    #expect(address.key == .environment("DOCS_WORD"))
    #expect(address.header == "X-Key")
    let shown = configuration.explanations.filter { $0.name == "mcp_servers" }.map(\.value)
    #expect(shown.contains("time: mcp-server-time --local-timezone UTC, in the sandbox"))
    #expect(shown.contains { $0.contains("from the environment variable DOCS_WORD") })
  }

  @Test func `a project names no server`() throws {
    let (configuration, warnings) = try configuration(user: nil, project: "mcp_servers: {evil: {run: [sh]}}")
    #expect(configuration.mcpServers.isEmpty)
    #expect(warnings.count == 1 && warnings[0].contains("a project may not set mcp_servers"))
  }

  @Test(arguments: [
    ("[]", "names, each with a server"), ("{Big: {run: [a]}}", "lower-case"), ("{a_b: {run: [a]}}", "lower-case"),
    ("{a: {}}", "needs either run"), ("{a: {run: [b], url: \"https://x\"}}", "needs either run"),
    ("{a: {run: []}}", "is empty"), ("{a: {run: [./b]}}", "plain name or an absolute path"),
    ("{a: {run: [b], folder: c}}", "absolute path"), ("{a: {run: [b], read: [/x]}}", "without `confined: true`"),
    ("{a: {run: [b], key_env: C}}", "belongs to a server with url"),
    ("{a: {url: \"https://x\", environment: [B]}}", "belongs to a server with run"),
    ("{a: {url: \"https://x\", key_env: B, key_file: /c}}", "more than one key"),
    ("{a: {url: \"https://x\", header: X}}", "needs a key"),
    ("{a: {run: [b], environment: [\"API_TOKEN=abc\"]}}", "looks like a secret"),
    ("{a: {run: [b], environment: [LD_PRELOAD]}}", "LD_PRELOAD"), ("{a: {run: [b], typo: 1}}", "unknown key"),
  ])
  func `what makes no sense is an error`(text: String, words: String) {
    #expect { _ = try configuration(user: "mcp_servers: \(text)\n") } throws: { "\($0)".contains(words) }
  }

  @Test func `rules may speak of servers' tools`() throws {
    let (configuration, _) = try configuration(
      user: """
        permissions:
          rules:
            - verdict: deny
              tool: "mcp__git__*"
              matches: [mcp__git__commit]
              rejects: [mcp__time__now]
        """)
    #expect(configuration.permissionRules.count == 1)
  }

  @Test func `approvals are kept in a file for this user alone, and a bad file is not taken for none`() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_STATE_HOME": folder.path + "/a/b"]
    let file = folder.path + "/a/b/fulcrum/mcp-approvals.json"
    let approvals = try MCPApprovals(environment: environment)
    #expect(try approvals.approved("time") == nil)
    var fingerprint = MCPFingerprint()
    fingerprint.add(.init(.connection), ["x"])
    fingerprint.add(.init(.tool, "now"), ["y"])
    try approvals.approve(fingerprint, of: "time")
    try approvals.approve(MCPFingerprint(), of: "other")
    #expect(try MCPApprovals(environment: environment).approved("time") == fingerprint)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    let parent = folder.path + "/a/b/fulcrum"
    #expect(try FileManager.default.attributesOfItem(atPath: parent)[.posixPermissions] as? Int == 0o700)
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    #expect { _ = try approvals.approved("time") } throws: { "\($0)".contains("can be written by others") }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try Data("{".utf8).write(to: URL(fileURLWithPath: file))
    #expect { _ = try approvals.approved("time") } throws: { "\($0)".contains("is damaged") }
  }
}
