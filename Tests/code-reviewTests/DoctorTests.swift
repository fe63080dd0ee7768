import Foundation
import TestSupport
import Testing

/// What `doctor` says of a machine, and how it ends.
@Suite(.timeLimit(.minutes(2))) struct DoctorTests {
  private var project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  @Test func `without anything set up all is well, and what is absent is said`() async throws {
    let result = try await project.run("doctor")
    #expect(result.exitCode == 0, "\(result)")
    for subject in ["code-review", "libgit2", "libcurl", "git"] {
      #expect(try line(of: subject, result).hasPrefix("ok"))
      #expect(try line(of: subject, result).contains { $0.isNumber })
    }
    // What libcurl itself is made of would be one long line.
    #expect(try line(of: "libcurl", result).split(separator: " ").count == 3)
    #expect(try line(of: "configuration", result).hasPrefix("--  configuration  none at \(project.builder.home)"))
    #expect(try line(of: "model", result).hasPrefix("--"))
    #expect(try line(of: "repository", result) == "ok  repository     \(project.builder.path)")
    #expect(try line(of: "reader", result) == "ok  reader         libgit2")
    #expect(try line(of: "hook", result).hasPrefix("--  hook           not installed"))
  }

  @Test func `settings are shown with their origin, the model as ready, and the key never`() async throws {
    let server = try LoopbackServer([.response(500)])
    try project.configure(
      "config.yml", "base_url: \(server.url)\nmodel: m\nkey_file: \(project.builder.home)/key\nmax_findings: 3\n")
    try Data(ReviewedProject.key.utf8).write(to: URL(filePath: "\(project.builder.home)/key"))
    let result = try await project.run("doctor", "--max-turns", "4", environment: ["FULCRUM_FAIL_ON": "high"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("max_findings: 3 (\(project.builder.home)/.config/fulcrum/config.yml:4)"))
    #expect(result.output.contains("fail_on: high (environment variable FULCRUM_FAIL_ON)"), "\(result)")
    #expect(result.output.contains("max_turns: 4 (flag --max-turns)"), "\(result)")
    #expect(try line(of: "model", result).hasPrefix("ok  model          m"))
    #expect(try line(of: "model", result).contains("its window is not known; no price is known"))
    #expect(!result.everything.contains(ReviewedProject.key))
    #expect(server.requests.isEmpty)
  }

  @Test func `a key in the environment is not printed`() async throws {
    let result = try await project.run(
      "doctor",
      environment: [
        "FULCRUM_BASE_URL": "http://127.0.0.1:1", "FULCRUM_MODEL": "m", "FULCRUM_KEY": ReviewedProject.key,
      ])
    #expect(result.exitCode == 0)
    #expect(!result.everything.contains(ReviewedProject.key))
    #expect(try line(of: "model", result).hasPrefix("ok"))
  }

  @Test func `a hook whose program is gone is a fault`() async throws {
    let project = try ReviewedProject()
    _ = try await project.run("install")
    let hook = "\(project.builder.path)/.git/hooks/pre-push"
    let text = try String(contentsOfFile: hook, encoding: .utf8)
    try text.replacing("/code-review'", with: "/gone'").write(toFile: hook, atomically: true, encoding: .utf8)
    let result = try await project.run("doctor")
    #expect(try line(of: "hook", result).hasPrefix("!!"))
    #expect(result.exitCode == 2)
  }

  @Test func `an installed hook is seen`() async throws {
    _ = try await project.run("install")
    let result = try await project.run("doctor")
    #expect(try line(of: "hook", result).hasPrefix("ok  hook           installed: "))
  }

  @Test func `outside a repository the rest is still said`() async throws {
    let result = try await project.run("doctor", in: project.builder.home)
    #expect(result.exitCode == 0)
    #expect(try line(of: "repository", result).hasPrefix("--"))
    #expect(try line(of: "libgit2", result).hasPrefix("ok"))
  }

  @Test(arguments: [
    "modle: m\n", "model: m\n", "base_url: http://127.0.0.1:1\nmodel: m\nkey_file: /nonexistent/key\n", "[\n",
  ])
  func `a configuration that cannot be used is marked, and ends with 2`(text: String) async throws {
    try project.configure("config.yml", text)
    let result = try await project.run("doctor")
    #expect(result.exitCode == 2, "\(result)")
    #expect(result.output.contains("!!"))
    #expect(try line(of: "repository", result).hasPrefix("ok"))
  }

  @Test func `a broken agent of the user's is marked`() async throws {
    try project.configure("agents/verify.md", "no front matter\n")
    let result = try await project.run("doctor")
    #expect(result.exitCode == 2)
    #expect(result.output.contains("agents/verify.md"))
  }

  @Test(arguments: ["auto", "landlock"])
  func `the sandbox is put up, tested and told`(choice: String) async throws {
    let result = try await project.run("doctor", "--sandbox", choice)
    #expect(result.exitCode == 0, "\(result)")
    let line = try line(of: "sandbox", result)
    #expect(line.hasPrefix("ok"))
    #expect(
      line.contains("seccomp; could not: write outside, read outside, connect, connect to a local socket"), "\(line)")
    #expect(choice == "auto" || line.contains("ok  sandbox        Landlock (ABI "), "\(line)")
  }

  @Test func `a sandbox of the user's own is told as what it is`() async throws {
    let result = try await project.run("doctor", environment: ["FULCRUM_SANDBOX": "external"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(try line(of: "sandbox", result).hasPrefix("--  sandbox        none of its own: commands run unconfined"))
  }

  private func line(of subject: String, _ result: ProgramResult) throws -> String {
    let lines = result.output.split(separator: "\n").map(String.init)
    return try #require(lines.first { $0.dropFirst(4).hasPrefix(subject + " ") }, "\(result)")
  }
}
