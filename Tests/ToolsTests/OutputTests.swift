import AgentKernel
import Foundation
import JSON
import Models
import Redaction
import TestSupport
import Testing

@testable import Tools

/// What is kept of results that were too long, and how a model pages through it.
struct OutputTests {
  private func call(_ toolbox: Toolbox, _ name: String, _ arguments: JSONValue, _ outputs: SpilledOutputs) async
    -> ToolResult
  {
    let call = ToolCall(id: "1", name: name, arguments: arguments.serialized())
    return await ToolScheduler(toolbox, outputs: outputs).run([call])[0].result
  }

  @Test func `a long result can be read to its end, from where it was left out`() async throws {
    let folder = try TemporaryFolder()
    let outputs = SpilledOutputs(in: folder.path)
    let lines = (1...20_000).map { "line \($0)" }
    let toolbox = Toolbox([SayingTool(words: lines.joined(separator: "\n")), ReadOutputTool(outputs)])
    let shown = await call(toolbox, "say", [:], outputs)
    #expect(shown.text.contains("`read_output` shows them: id \"output-1\", from_line "))
    let gap = try #require(shown.text.split(separator: "\n").first { $0.hasPrefix("[") })
    var next = try #require(gap.split(separator: " ").last.flatMap { Int($0.dropLast()) })
    var read = next - 1
    while next > 0 {
      let page = await call(toolbox, "read_output", ["id": "output-1", "from_line": JSONValue(next)], outputs).text
      #expect(page.utf8.count <= 33 << 10)
      for line in page.split(separator: "\n") where !line.hasPrefix("[") {
        read += 1
        #expect(line == "\(read): line \(read)")
      }
      next = page.hasSuffix("]\n") ? read + 1 : 0
    }
    #expect(read == 20_000)
  }

  @Test(
    arguments: [
      (["id": "output-2"], "no output of this id is kept; there are output-1"),
      (["id": "../../etc/passwd"], "no output of this id is kept"),
      (["id": "output-1", "from_line": 4], "output-1 has 3 lines; lines 4 to 3 are none of them"),
      (["id": "output-1", "from_line": 3, "to_line": 2], "output-1 has 3 lines; lines 3 to 2 are none of them"),
      (["id": "output-1", "from_line": 0], "`from_line`"),
    ] as [(JSONValue, String)])
  func `what is not there is an error result`(arguments: JSONValue, words: String) async throws {
    let folder = try TemporaryFolder()
    let outputs = SpilledOutputs(in: folder.path)
    #expect(await outputs.keep("a\nb\nc") == "output-1")
    let result = await call(Toolbox([ReadOutputTool(outputs)]), "read_output", arguments, outputs)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result.text)")
  }

  @Test func `files are this user's alone, hold no secret, and go with the run`() async throws {
    let folder = try TemporaryFolder()
    let token = "ghp_" + "R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO"
    var outputs: SpilledOutputs? = SpilledOutputs(in: folder.path)
    // Nothing is made before it is needed.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(await outputs?.keep("before \(token) after") == "output-1")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    #expect(names.count { $0.hasSuffix("output-1") } == 1)
    for name in names {
      let path = "\(folder.path)/\(name)"
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      // The mark of a folder of this program's is a link that leads nowhere.
      if attributes[.type] as? FileAttributeType == .typeSymbolicLink { continue }
      let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
      #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600), "\(name)")
      if !isFolder {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(token))
        #expect(text.contains("before ‹REDACTED:"))
      }
    }
    #expect(try await outputs?.text("output-1").contains(token) == false)
    outputs = nil
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `what is kept is bounded, one by one and together`() async throws {
    let folder = try TemporaryFolder()
    let outputs = SpilledOutputs(in: folder.path)
    let large = "begin\n" + String(repeating: "x y\n", count: SpilledOutputs.textLimit / 4 + 1000) + "end"
    for number in 1...10 { #expect(await outputs.keep(large) == "output-\(number)") }
    let size = try FileManager.default.subpathsOfDirectory(atPath: folder.path).reduce(0) { sum, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
      return sum + (attributes[.type] as? FileAttributeType == .typeRegular ? attributes[.size] as? Int ?? 0 : 0)
    }
    #expect(size <= SpilledOutputs.sizeLimit)
    await #expect(throws: ToolError.self) { try await outputs.text("output-1") }
    let text = try await outputs.text("output-10")
    #expect(text.hasPrefix("begin\n") && text.hasSuffix("end") && text.contains("bytes left out"))
  }

  @Test func `a place that cannot be written keeps nothing, and the result is bounded all the same`() async {
    let outputs = SpilledOutputs(in: "/nonexistent/folder")
    #expect(await outputs.keep("x") == nil)
    let toolbox = Toolbox([SayingTool(words: String(repeating: "x ", count: 50_000)), ReadOutputTool(outputs)])
    let result = await call(toolbox, "say", [:], outputs)
    #expect(result.text.contains("bytes are left out here; ask for a smaller part]"))
  }
}

struct SayingTool: Tool {
  struct Input: Decodable, Sendable {}

  let words: String
  let name = "say"
  let description = "Says something."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput(words) }
}
