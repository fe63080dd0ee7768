import Foundation
import JSON
import TestSupport
import Testing

/// That a review which was interrupted goes on: what ended is taken from its transcript, the rest with the bytes it had.
@Suite(.timeLimit(.minutes(3))) struct ResumeTests {
  /// The name of the last run.
  private func lastRun(of project: ReviewedProject) async throws -> String {
    let list = try JSONValue.parse(try await project.run("transcript", "list", "--format", "json").output)
    return try #require(list["runs"]?[0]?["run"]?.string)
  }

  private func server(failingAt number: Int) throws -> LoopbackServer {
    try LoopbackServer { request in
      request.number == number
        ? ScriptedReviewer.error(400, "invalid_request_error") : ScriptedReviewer.reply(to: request)
    }
  }

  @Test(arguments: [0, 1, 2])
  func `an interrupted reviewer goes on with the request that had failed`(number: Int) async throws {
    let server = try server(failingAt: number)
    let project = try ReviewedProject(model: server.url)
    #expect(try await project.review().exitCode == 3)
    let before = server.requests.count
    let result = try await project.run("--resume", "last")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
    let requests = server.requests
    #expect(requests[before].body == requests[number].body, "byte for byte")
    let whole = try await project.review()
    #expect(whole.exitCode == 0)
    #expect(result.output.contains("1 finding"), "as a review that was not interrupted: \(whole.output)")
  }

  @Test func `a reviewer that had ended is not asked again, and its verifiers go on`() async throws {
    let failing = try LoopbackServer { request in
      ModelCall(request).isVerifier
        ? ScriptedReviewer.error(400, "invalid_request_error") : ScriptedReviewer.reply(to: request)
    }
    let project = try ReviewedProject(model: failing.url)
    #expect(try await project.review().exitCode == 3)
    let good = try LoopbackServer(ScriptedReviewer.reply)
    let result = try await project.run("--resume", "last", "--base-url", good.url)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
    #expect(good.requests.allSatisfy { ModelCall($0).isVerifier })
    #expect(!good.requests.isEmpty)
    // All of it is there now, and costs nothing more.
    let again = try await project.run("--resume", "last", "--base-url", good.url)
    #expect(again.exitCode == 0 && again.output.contains(ScriptedReviewer.trueTitle), "\(again)")
    #expect(good.requests.count == 2, "each verifier asked once")
  }

  @Test(arguments: [SIGKILL, SIGTERM])
  func `a review that was ended by a signal goes on`(signal: Int32) async throws {
    let stalling = try LoopbackServer { request in
      request.number == 1 ? LoopbackReply([.stall]) : ScriptedReviewer.reply(to: request)
    }
    let project = try ReviewedProject(model: stalling.url)
    let running = try project.program.start(
      ["--commit", "HEAD"], in: project.builder.path, environment: project.environment)
    _ = await stalling.wait { $0 == .requested(1) }
    running.send(signal: signal)
    _ = await running.result()
    let good = try LoopbackServer(ScriptedReviewer.reply)
    let result = try await project.run("--resume", "last", "--base-url", good.url)
    #expect(result.exitCode == 0, "\(result)")
    let first = try #require(good.requests.first)
    #expect(ModelCall(first).turn == 1, "the first answer was not asked for again")
    #expect(first.body == stalling.requests[1].body)
  }

  @Test func `what has changed since is refused with a sentence`() async throws {
    let server = try server(failingAt: 1)
    let project = try ReviewedProject(model: server.url)
    #expect(try await project.review().exitCode == 3)
    let before = server.requests.count
    let model = try await project.run("--resume", "last", "--model", "other")
    #expect(model.exitCode == 2 && model.errors.contains("m, not with other"), "\(model)")
    try project.commit("src/more.py", "more = 1\n")
    let change = try await project.run("--resume", "last")
    #expect(change.exitCode == 8 && change.errors.contains("has changed since"), "\(change)")
    let nothing = try await project.run("--resume", "20260101T000000Z-abcdef")
    #expect(nothing.exitCode == 8 && nothing.errors.contains("there is no run"), "\(nothing)")
    let both = try await project.run("--resume", "last", "--fork", "last")
    #expect(both.exitCode == 2, "\(both)")
    let noLine = try await project.run("--fork", "last@zero")
    #expect(noLine.exitCode == 2 && noLine.errors.contains("no line of a transcript"), "\(noLine)")
    let noAgent = try await project.run("--fork", "last/09-nobody")
    #expect(noAgent.exitCode == 2 && noAgent.errors.contains("01-review"), "\(noAgent)")
    let noModel = try await project.run("--resume", "last", "--no-model")
    #expect(noModel.exitCode == 2, "\(noModel)")
    #expect(server.requests.count == before)
  }

  @Test func `a fork goes on from a line, in a run of its own`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    #expect(try await project.review().exitCode == 0)
    let run = try await lastRun(of: project)
    let path = "\(project.builder.home)/.local/state/fulcrum/transcripts/\(run)/01-review.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let results = try #require(lines.firstIndex { $0.contains(#""type":"results""#) })
    let before = server.requests.count
    let result = try await project.run("--fork", "\(run)/01-review@\(results + 1)")
    #expect(result.exitCode == 0, "\(result)")
    let first = server.requests[before]
    #expect(first.body == server.requests[1].body)
    let fork = try await lastRun(of: project)
    #expect(fork != run)
    let shown = try await project.run("transcript", "show", fork)
    #expect(shown.output.contains("forked from \(run)/01-review@\(results + 1)"), "\(shown)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") == lines)
  }
}
