import Foundation
import JSON
import TestSupport
import Testing

/// The agent in `Examples/minimal-agent`, as a user runs it.
@Suite(.timeLimit(.minutes(1))) struct MinimalAgentTests {
  private static let definition = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Examples/minimal-agent/explain.md").standardized.path

  private func run(_ server: LoopbackServer, in folder: String) async throws -> ProgramResult {
    try await ProgramRunner(named: "minimal-agent").run(
      [Self.definition, folder, "What is the number?"], in: folder,
      environment: ["MODEL_URL": server.url, "MODEL_NAME": "m", "MODEL_KEY": "dummy-key-of-the-tests"])
  }

  private func call(_ name: String, _ arguments: JSONValue) -> LoopbackReply {
    .events(ModelScript.stream([.toolCall(id: "call_1", name: name, arguments: arguments)]))
  }

  @Test func `it reads, answers, and says what it cost`() async throws {
    let folder = try TemporaryFolder()
    try Data("the number is 17\n".utf8).write(to: URL(filePath: folder.path + "/a.txt"))
    let server = try LoopbackServer { request in
      request.number == 0
        ? self.call("read_file", ["path": "a.txt"])
        : self.call("answer", ["answer": "It is 17.", "files": ["a.txt"]])
    }
    let result = try await run(server, in: folder.path)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output == "It is 17.\n- a.txt\n")
    #expect(result.errors.contains("2 turns, 240 tokens"))
    let last = String(decoding: try #require(server.requests.last).body, as: UTF8.self)
    #expect(last.contains("the number is 17"))
    #expect(last.contains("What is the number?"))
  }

  @Test(arguments: ["../secret.txt", "/etc/hostname", "link.txt", "absent.txt"])
  func `what is not in the folder is not read`(path: String) async throws {
    let outer = try TemporaryFolder()
    let folder = outer.path + "/inside"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try Data("canary".utf8).write(to: URL(filePath: outer.path + "/secret.txt"))
    try FileManager.default.createSymbolicLink(atPath: folder + "/link.txt", withDestinationPath: "../secret.txt")
    let server = try LoopbackServer { request in
      request.number == 0
        ? self.call("read_file", ["path": .string(path)]) : self.call("answer", ["answer": "Unknown.", "files": []])
    }
    let result = try await run(server, in: folder)
    #expect(result.exitCode == 0, "\(result)")
    for request in server.requests { #expect(!String(decoding: request.body, as: UTF8.self).contains("canary")) }
  }

  @Test func `without an answer it says why`() async throws {
    let folder = try TemporaryFolder()
    let server = try LoopbackServer([.json(401, #"{"error":{"type":"authentication_error","message":"no"}}"#)])
    let result = try await run(server, in: folder.path)
    #expect(result.exitCode == 3)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("minimal-agent: no answer: the model did not answer"))
    #expect(!result.everything.contains("dummy-key-of-the-tests"))
  }
}
