import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// What the kernel makes of results that are too long, whatever the tool.
struct OutputBoundsTests {
  private func text(of tool: SpeakingTool, outputs: KeptOutputs? = nil, others: [any Tool] = []) async -> String {
    let scheduler = ToolScheduler(Toolbox([tool] + others), outputs: outputs)
    return await scheduler.run([Sample.call("1", "speak")])[0].result.text
  }

  @Test func `a result that fits is left as it is`() async {
    let words = String(repeating: "x", count: OutputBounds.sizeLimit)
    #expect(await text(of: SpeakingTool(words: words)) == words)
  }

  @Test(arguments: [false, true]) func `of a long result the beginning and the end are kept`(isError: Bool) async throws
  {
    let lines = (1...10_000).map { "line \($0)" }
    let shown = await text(of: SpeakingTool(words: lines.joined(separator: "\n"), isError: isError))
    #expect(shown.utf8.count < OutputBounds.sizeLimit + 200)
    #expect(shown.hasPrefix("line 1\nline 2\n"))
    #expect(shown.hasSuffix("\nline 9999\nline 10000"))
    let gap = try #require(shown.split(separator: "\n").first { $0.hasPrefix("[") })
    #expect(gap.hasSuffix(" bytes are left out here; ask for a smaller part]"))
    // Whole lines are shown, and the count is right.
    let kept = shown.split(separator: "\n").filter { !$0.hasPrefix("[") }
    #expect(Set(kept).isSubset(of: Set(lines.map { Substring($0) })))
    #expect(
      gap.contains("[\(lines.joined(separator: "\n").utf8.count - (shown.utf8.count - gap.utf8.count - 2)) bytes"))
  }

  @Test func `the rest is kept where a tool can read it, and the line names where to go on`() async throws {
    let lines = (1...10_000).map { "line \($0)" }
    let outputs = KeptOutputs()
    let words = lines.joined(separator: "\n")
    let shown = await text(
      of: SpeakingTool(words: words), outputs: outputs, others: [SpeakingTool(words: "", name: OutputBounds.toolName)])
    #expect(outputs.texts == [words])
    let gap = try #require(shown.split(separator: "\n").first { $0.hasPrefix("[") })
    let next = try #require(gap.split(separator: " ").last.flatMap { Int($0.dropLast()) })
    #expect(gap.contains("`read_output` shows them: id \"kept-1\", from_line \(next)]"))
    // The line before is the last that was shown.
    #expect(shown.contains("line \(next - 1)\n["))
    #expect(!shown.contains("line \(next)\n"))
  }

  @Test func `nothing is kept for an agent that could not read it`() async {
    let outputs = KeptOutputs()
    let shown = await text(of: SpeakingTool(words: String(repeating: "word ", count: 20_000)), outputs: outputs)
    #expect(outputs.texts.isEmpty)
    #expect(!shown.contains("read_output"))
  }

  @Test(arguments: ["é", "👩‍👩‍👧‍👦", "e\u{301}", "漢"]) func `no character is torn`(character: String) async {
    let words = String(repeating: character, count: 60_000)
    let shown = await text(of: SpeakingTool(words: words))
    #expect(!shown.unicodeScalars.contains("\u{FFFD}"))
    #expect(shown.utf8.count < OutputBounds.sizeLimit + 200)
  }

  @Test func `a call of a tool that is not there cannot fill the conversation with its name`() async {
    let name = String(repeating: "n", count: 1 << 20)
    let result = await ToolScheduler(Toolbox([])).run([Sample.call("1", name)])[0].result
    #expect(result.isError)
    #expect(result.text.utf8.count < OutputBounds.sizeLimit + 200)
  }

  @Test func `lines for paging are those of the text, long ones in pieces`() {
    #expect(OutputLines.split("a\n\nb\n") == ["a", "", "b"])
    #expect(OutputLines.split("").isEmpty)
    let long = String(repeating: "é", count: 1000)
    let pieces = OutputLines.split("x\n\(long)\ny")
    #expect(pieces.dropFirst().dropLast().joined() == long)
    #expect(pieces.allSatisfy { $0.utf8.count <= OutputLines.sizeLimit })
    #expect(pieces.count == 7)
  }
}

private struct SpeakingTool: Tool {
  struct Input: Decodable, Sendable {}

  let words: String
  var isError = false
  var name = "speak"
  let description = "Says something."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    if isError { throw ToolError(words) }
    return ToolOutput(words)
  }
}

private final class KeptOutputs: OutputStore {
  private let kept = Mutex<[String]>([])

  var texts: [String] { kept.withLock { $0 } }

  func keep(_ text: String) async -> String? {
    kept.withLock { kept in
      kept.append(text)
      return "kept-\(kept.count)"
    }
  }
}
