import Foundation
import JSON
import TestSupport
import Testing

/// A goal that was reached on a real package, once more with the same answers and without the package.
///
/// `fixtures/refactoring-model/README.md` says how they were recorded. They are served in their order and not looked up by
/// their requests, so that the prompts' words may change. The file that they edit is put together from the texts that they
/// replace, and the gates are scripts that are red about what the compiler and the tests were red about then.
@Suite(.timeLimit(.minutes(2))) struct RecordedGoalTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/refactoring-model").standardized

  private static func replies() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: "exchanges").path).sorted().map {
      Array(try Data(contentsOf: fixtures.appending(path: "exchanges/\($0)/response")))
    }
  }

  /// The edits of a reply, by the beginning of the text that each replaces.
  private static func replaced(in reply: [UInt8]) throws -> [String] {
    let events = String(decoding: reply, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("data: ") }
    var inputs: [Int: String] = [:]
    for event in try events.map({ try JSONValue.parse(String($0.dropFirst(6))) }) {
      guard let index = event["index"]?.integer, let piece = event["delta"]?["partial_json"]?.string else { continue }
      inputs[index, default: ""] += piece
    }
    // Who proposes a change calls nothing else beside it.
    let input = try JSONValue.parse(inputs[0].flatMap { $0.isEmpty ? nil : $0 } ?? "{}")
    let edits = (input["steps"]?.array ?? []).flatMap { $0["edits"]?.array ?? [] }
    return edits.filter { $0["path"] == "SwiftCSV/Parser.swift" }.compactMap { $0["old_text"]?.string }
  }

  private static func project() throws -> RepositoryBuilder {
    let builder = try RepositoryBuilder()
    let texts = try replies().flatMap(replaced)
    func text(_ beginning: String) throws -> String {
      try #require(texts.first { $0.drop { $0 == " " }.hasPrefix(beginning) })
    }
    let parser = [
      "enum Parser {\n    static func rows() throws {\n", try text("let maxRowIndex"), try text("var fields"), "\n",
      try text("func limitReached"), try text("while"), "        }\n", try text("if !limitReached"), "    }\n}\n",
    ]
    try builder.write("project.mark", "")
    try builder.write("SwiftCSV/Parser.swift", parser.joined())
    for name in ["EnumeratedCSVView", "NamedCSVView", "Serializer", "CSV"] {
      try builder.write("SwiftCSV/\(name).swift", "func f\(name)() -> Int {\n    return 1\n}\n")
    }
    _ = try builder.commit("a package")
    let folder = URL(filePath: "\(builder.home)/.config/fulcrum")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let settings = """
      projects:
        words:
          file: project.mark
          build: [sh, -c, "! grep -q RowAssembler SwiftCSV/Parser.swift || ! grep -q 'struct Row' SwiftCSV/RowAssembler.swift"]
          test: [sh, -c, "{ [ ! -f SwiftCSV/RowAssembler.swift ] || grep -q RowAssembler SwiftCSV/Parser.swift; } && ! grep -q 'Index > max' SwiftCSV/RowAssembler.swift"]

      """
    try settings.write(to: folder.appending(path: "config.yml"), atomically: true, encoding: .utf8)
    return builder
  }

  @Test func `a type is extracted, two red steps are mended, and a recipe does the rest`() async throws {
    let replies = try Self.replies()
    let server = try LoopbackServer { request in
      request.number < replies.count ? .events(replies[request.number], pieceSize: 500) : .response(500)
    }
    let builder = try Self.project()
    let result = try await ProgramRunner(named: "refactor").run(
      [
        "run", "--goal", "Extract what assembles rows in the parser into one type", "--base-url", server.url, "--model",
        "m", "--format", "json",
      ], in: builder.path,
      environment: [
        "HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
        "FULCRUM_KEY": "dummy-key-of-the-tests",
      ])
    #expect(result.exitCode == 0, "\(result)")
    #expect(server.requests.count == replies.count)
    let report = try JSONValue.parse(result.output)
    let states = (report["goal"]?["items"]?.array ?? []).map { $0["state"]?.string }
    #expect(states == ["done", "done", "done"], "\(result.output)")
    #expect(report["left"]?.integer == 0)
    let repairs = server.requests.map { String(decoding: $0.body, as: UTF8.self) }.filter {
      $0.contains("was red. It was:")
    }
    #expect(
      repairs.contains { $0.contains("the gate `build`") } && repairs.contains { $0.contains("the gate `tests`") })
    let branch = try #require(report["branch"]?.string)
    let parser = try builder.git("show", "\(branch):SwiftCSV/Parser.swift")
    #expect(parser.contains("!assembler.isLimitReached") && !parser.contains("func limitReached"))
    #expect(try builder.git("show", "\(branch):SwiftCSV/RowAssembler.swift").contains("final class RowAssembler"))
    #expect(!(try builder.git("show", "\(branch):SwiftCSV/CSV.swift")).contains("return"))
  }
}
