import Foundation
import JSON
import TestSupport
import Testing

/// A reviewing model that asks a language server, through the built program.
@Suite(.timeLimit(.minutes(3))) struct LanguageServerTests {
  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""

  private static func has(_ program: String) -> Bool {
    path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  private static let question = ModelScript.Block.toolCall(
    id: "call_ask", name: "find_references", arguments: ["path": "src/cart.c", "line": 1, "name": "total"])

  private func server() throws -> LoopbackServer {
    try LoopbackServer { request in
      ModelCall(request).turn == 0 ? ScriptedReviewer.answer(Self.question) : ScriptedReviewer.report([])
    }
  }

  @Test(.enabled(if: has("clangd"), "clangd is not installed"))
  func `it is answered from the commit, written out beside the repository`() async throws {
    let server = try server()
    let project = try ReviewedProject(model: server.url)
    try project.builder.write("src/main.c", "int total(int a);\nint main(void) { return total(2); }\n")
    try project.commit("src/cart.c", "int total(int a) { return a; }\n")
    // What lies in the work tree and was not committed is no part of it.
    try project.builder.write("src/main.c", "nothing\n")
    try project.configure("config.yml", "language_servers: [clangd]\n")
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    let answer = try #require(server.requests.map(ModelCall.init).first { $0.turn == 1 })
    #expect(answer.text.contains("src/cart.c:1: int total(int a) { return a; }"), "\(answer.text.suffix(3_000))")
    #expect(answer.text.contains("src/main.c:2: int main(void) { return total(2); }"))
    #expect(try project.builder.git("status", "--porcelain").contains(" M src/main.c"))
  }

  @Test func `without a configured server there is no such tool`() async throws {
    let server = try server()
    let project = try ReviewedProject(model: server.url)
    try project.commit(".fulcrum.yml", "language_servers: [clangd]\n")
    try project.commit("src/cart.c", "int total(int a) { return a; }\n")
    let result = try await project.review()
    #expect(result.errors.contains("a project may not set language_servers"), "\(result)")
    let first = try #require(server.requests.map(ModelCall.init).first)
    #expect(!(first.body["tools"]?.array ?? []).contains { $0["name"] == "find_references" })
    #expect(server.requests.map(ModelCall.init).contains { $0.text.contains("there is no tool named") })
  }
}
