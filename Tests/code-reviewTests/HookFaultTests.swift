import Foundation
import JSON
import TestSupport
import Testing

/// Trouble with the model lets a push through, loudly; a strict user is stopped by it.
@Suite(.timeLimit(.minutes(2))) struct HookFaultTests {
  /// What the model's provider does, and how a strict hook ends because of it.
  enum Trouble: CaseIterable {
    case stall
    case failure
    case absence

    var strictCode: Int32 { self == .stall ? 4 : 3 }

    var reply: LoopbackReply {
      switch self {
      case .stall, .absence: LoopbackReply([.stall])
      case .failure: ScriptedReviewer.error(500, "api_error", headers: ["retry-after-ms": "1"])
      }
    }
  }

  @Test(arguments: Trouble.allCases)
  func `a push goes through with a warning and the rules' findings`(trouble: Trouble) async throws {
    let server = try LoopbackServer([trouble.reply])
    if trouble == .absence { server.stop() }
    let project = try project(server)
    let remote = try project.builder.addBareRemote()
    _ = try await project.run("install")
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0, "\(pushed)")
    #expect(pushed.errors.contains("src/planted.py:2"))
    #expect(pushed.errors.contains("WARNING: the push goes on although it was NOT FULLY REVIEWED"))
    #expect(!pushed.errors.contains("No issues found"))
    #expect(try !project.builder.git(arguments: ["for-each-ref"], in: remote).isEmpty)
  }

  @Test(arguments: Trouble.allCases, [true, false])
  func `a strict push is blocked`(trouble: Trouble, isFlag: Bool) async throws {
    let server = try LoopbackServer([trouble.reply])
    if trouble == .absence { server.stop() }
    let project = try project(server)
    let head = try project.builder.id(of: "HEAD")
    let line = "refs/heads/main \(head) refs/heads/main \(project.base)\n"
    let result = try await project.run(
      "pre-push", isFlag ? "--strict" : "--quiet", "origin", "https://example.org/",
      environment: ["FULCRUM_STRICT": isFlag ? "false" : "true"], input: .bytes(Array(line.utf8)))
    #expect(result.exitCode == trouble.strictCode, "\(result)")
    #expect(result.errors.contains("src/planted.py:2"))
    #expect(result.errors.contains("the push is blocked, since it could not be fully reviewed"))
  }

  @Test func `a blocking finding blocks, whatever became of the model`() async throws {
    let server = try LoopbackServer([Trouble.failure.reply])
    let project = try project(server)
    try project.commit("src/conflict.py", Planted.conflict.text)
    try project.builder.addBareRemote()
    _ = try await project.run("install")
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 1)
    #expect(pushed.errors.contains("src/conflict.py:1"))
  }

  @Test(arguments: ["FULCRUM_FAIL_ON=hgh", "FULCRUM_KEY_FILE=/nonexistent/key", "FULCRUM_BASE_URL="])
  func `a conflict marker blocks also when configuration or key is broken`(setting: String) async throws {
    let server = try LoopbackServer([])
    defer { server.stop() }
    var project = try project(server)
    try project.builder.addBareRemote()
    _ = try await project.run("install")
    project.environment["FULCRUM_KEY"] = nil
    let parts = setting.split(separator: "=", omittingEmptySubsequences: false)
    project.environment[String(parts[0])] = String(parts[1])
    let clean = try await project.git("push", "origin", "main")
    #expect(clean.exitCode == 0)
    #expect(clean.errors.contains("NOT FULLY REVIEWED"))
    #expect(!clean.errors.contains("No issues found"))
    try project.commit("src/conflict.py", Planted.conflict.text)
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 1, "\(pushed)")
    #expect(pushed.errors.contains("src/conflict.py:1"))
  }

  @Test(arguments: [Planted.conflict, .leftover])
  func `what the rules found counts also when the rest cannot be read in time`(planted: Planted) async throws {
    let server = try LoopbackServer([])
    defer { server.stop() }
    let project = try project(server)
    let first = try project.commit("src/first.py", planted.text)
    // A pipe in the place of an object: whoever opens it waits for ever.
    let second = try project.commit("src/second.py", "second = 2\n")
    let blob = try project.builder.git("rev-parse", "HEAD:src/second.py")
    let object = ".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try project.builder.remove(object)
    #expect(mkfifo("\(project.builder.path)/\(object)", 0o600) == 0)
    let lines = """
      refs/heads/a \(first) refs/heads/a \(project.head)
      refs/heads/b \(second) refs/heads/b \(first)

      """
    let result = try await project.run(
      "pre-push", "--no-model", "origin", "https://example.org/", input: .bytes(Array(lines.utf8)))
    #expect(result.exitCode == (planted == .conflict ? 1 : 0), "\(result)")
    #expect(result.errors.contains("src/first.py:"), "\(result)")
    #expect(result.errors.contains("the change could not be read before the deadline"), "\(result)")
    #expect(result.errors.contains("the push is blocked by the findings above") == (planted == .conflict))
    #expect(result.errors.contains("WARNING") == (planted == .leftover))
  }

  private func project(_ server: LoopbackServer) throws -> ReviewedProject {
    var project = try ReviewedProject(model: server.url)
    project.environment["FULCRUM_DEADLINE_SECONDS"] = "1"
    try project.commit("src/planted.py", Planted.leftover.text)
    return project
  }
}
