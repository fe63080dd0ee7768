import Foundation
import JSON
import JSONRPC
import Processes
import SourceText
import TestSupport
import Testing

@testable import SourceCode

/// The client against servers that fail, and against a real one.
@Suite(.timeLimit(.minutes(3))) final class LanguageServerTests {
  private let folder: TemporaryFolder
  private let root: String

  init() throws {
    folder = try TemporaryFolder()
    root = try SandboxPolicy.resolved(folder.path)
  }

  static let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)

  static let clangd = try? ProgramLocation(finding: "clangd", in: searched, home: nil).path

  /// A server that is a line of shell.
  private func server(
    _ line: String, _ patience: LanguageServer.Patience = LanguageServer.Patience()
  ) -> LanguageServers {
    let definition = LanguageServerDefinition(name: "false-server", languages: [.c], words: ["/bin/sh", "-c", line])
    return LanguageServers([definition], root: root, patience: patience) { definition in
      try await ChildSession.start(
        ProcessRequest(program: definition.words[0], arguments: Array(definition.words.dropFirst())))
    }
  }

  private func failure(_ servers: LanguageServers) async throws -> LanguageServerError? {
    do {
      let server = try await servers.server(for: try RelativePath("a.c"))
      _ = try await server.symbols(of: try RelativePath("a.c"))
      return nil
    } catch let error as LanguageServerError {
      return error
    }
  }

  private static func message(_ json: String) -> String {
    "printf 'Content-Length: \(json.utf8.count)\\r\\n\\r\\n%s' '\(json)'"
  }

  private static let greeting = message(
    #"{"jsonrpc":"2.0","id":1,"result":{"capabilities":{"documentSymbolProvider":true}}}"#)

  @Test(arguments: [
    ("echo broken >&2; exit 3", LanguageServerError.Code.lost, "it wrote: broken"),
    ("head -c 100000 /dev/zero; cat >/dev/null", .lost, "was lost at initialize"),
    (
      message(#"{"jsonrpc":"2.0","id":1,"result":{}}"#) + "; cat >/dev/null", .notStarted, "does not say what it offers"
    ),
    (
      message(#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no mood"}}"#) + "; cat >/dev/null", .refused,
      "says no: no mood"
    ),
    (
      message(#"{"jsonrpc":"2.0","id":1,"result":{"capabilities":{"positionEncoding":"utf-7"}}}"#) + "; cat >/dev/null",
      .notStarted, "unknown way"
    ),
    (greeting + "; sleep 0.2; exit 4", .lost, "was lost at"),
  ])
  func `a server that fails is a plain error, and the third time it is not asked`(
    _ line: String, _ code: LanguageServerError.Code, _ words: String
  ) async throws {
    let servers = server(line)
    for _ in 0..<2 {
      let error = try #require(try await failure(servers))
      #expect(error.code == code, "\(error)")
      #expect(error.description.contains(words), "\(error)")
    }
    let last = try #require(try await failure(servers))
    #expect(last.description.contains("has failed twice and is not asked any more"), "\(last)")
    await servers.stop()
  }

  @Test func `a server that says nothing is given up in time`() async throws {
    var patience = LanguageServer.Patience()
    patience.greeting = .milliseconds(200)
    let servers = server("cat >/dev/null", patience)
    let error = try #require(try await failure(servers))
    #expect(error.code == .timedOut)
    await servers.stop()
  }

  @Test func `a language without a server, and servers that are stopped, are said`() async throws {
    let servers = server("exit 1")
    await #expect {
      _ = try await servers.server(for: try RelativePath("a.py"))
    } throws: {
      "\($0)" == "no language server for a.py; there is one for c"
    }
    await servers.stop()
    #expect(try await failure(servers)?.description == "the language servers are stopped")
  }

  @Test func `what servers ask is answered, and none may change files`() {
    let requests = LanguageServerRequests(
      root: DocumentRoot(root), settings: ["a": ["b": 3]], notices: ServerNotices())
    #expect(
      requests.answer("workspace/configuration", ["items": [["section": "a.b"], ["section": "x"], [:]]])
        == .result([3, .null, ["a": ["b": 3]]]))
    #expect(
      requests.answer("workspace/applyEdit", [:])
        == .result(["applied": false, "failureReason": "edits are taken as answers only"]))
    #expect(requests.answer("client/registerCapability", [:]) == .result(.null))
    guard case .failure = requests.answer("workspace/unheard", nil) else {
      Issue.record("it was answered")
      return
    }
  }

  @Test(.enabled(if: clangd != nil, "clangd is not installed"))
  func `a real server follows a file as it changes, in the sandbox`() async throws {
    let launcher = try SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path)
    let confined = ConfinedLanguageServer(
      try await Sandbox.prepared(launcher: launcher), searched: Self.searched, home: nil)
    let definition = try #require(LanguageServerDefinition.known(named: "clangd"))
    let servers = LanguageServers([definition], root: root) { [root] definition in
      try await confined.start(definition, on: root)
    }
    let path = try RelativePath("a.c")
    let server = try await servers.server(for: path)
    let broken = Array("int é(void);\nint post(int a) { return b; }\n".utf8)
    try await server.open(path, broken)
    let diagnostics = try #require(try await server.diagnostics(of: path))
    #expect(diagnostics.map(\.severity) == [.error])
    #expect(diagnostics.first?.message.contains("undeclared identifier 'b'") == true)
    #expect(diagnostics.first?.range.start.line == 1)
    let mended = Array("int é(void);\nint post(int a) { return a; }\n".utf8)
    try await server.open(path, mended)
    #expect(try await server.diagnostics(of: path) == [])
    #expect(try await server.symbols(of: path).map(\.name) == ["é", "post"])
    let place = try #require(NameOccurrences(of: "a", in: mended, .c).code.last)
    let references = try await server.references(at: place.lowerBound, of: path, mended)
    #expect(references.count == 2)
    let edit = try await server.rename(at: place.lowerBound, of: path, mended, to: "b")
    let edits = try FileEdits(edit, of: path, in: mended)
    #expect(
      String(decoding: edits.applied(to: mended), as: UTF8.self) == "int é(void);\nint post(int b) { return b; }\n")
    await #expect {
      _ = try await server.rename(at: 0, of: path, mended, to: "x")
    } throws: {
      ($0 as? LanguageServerError)?.code == .refused
    }
    // Once more with the other encoding's arithmetic: the place behind the accented letter.
    let accented = try #require(NameOccurrences(of: "é", in: mended, .c).code.first)
    #expect(try await server.definition(at: accented.lowerBound, of: path, mended).count == 1)
    try await server.close(path)
    await servers.stop()
    #expect(await server.isAlive == false)
  }
}
