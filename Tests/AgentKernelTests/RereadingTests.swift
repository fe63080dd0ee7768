import Models
import TestSupport
import Testing

@testable import AgentKernel

/// A reread of what has not changed is one line, as long as the model still has what it read.
struct RereadingTests {
  private static let content = (1...40).map { "line \($0) of the file\n" }.joined()
  private static let line =
    "[a, lines 1 to 40: unchanged since you read it; the content stands above and is not repeated]"

  /// A run in which each turn reads once, and what the model got for it.
  private struct Reader {
    var state: AgentState

    init(contextTokens: Int? = nil) {
      var configuration = Sample.configuration()
      configuration.models = [AgentConfiguration.Model(name: "m", contextTokens: contextTokens)]
      state = AgentState(configuration)
      _ = state.step(.started(task: "go"))
    }

    mutating func read(_ answers: (String, String?, isError: Bool)...) -> [String] {
      let calls = answers.indices.map { Sample.call("\(state.turns)-\($0)") }
      _ = state.step(Sample.response(calls.map(ContentBlock.toolCall)))
      let results = zip(calls, answers).map { call, answer in
        ToolAnswer(ToolResult(callID: call.id, text: answer.0, isError: answer.isError), source: answer.1)
      }
      _ = state.step(.toolsEnded(results, elapsed: .zero))
      guard case .results(let logged, _)? = state.log.last else { return [] }
      return logged.map(\.text)
    }
  }

  @Test func `the second read of the same is one line, and so is the third`() {
    var reader = Reader()
    #expect(reader.read((Self.content, "a, lines 1 to 40", false)) == [Self.content])
    #expect(reader.read((Self.content, "a, lines 1 to 40", false)) == [Self.line])
    #expect(reader.read((Self.content, "a, lines 1 to 40", false)) == [Self.line])
  }

  @Test func `what has changed is shown, and is what counts from then on`() {
    var reader = Reader()
    let changed = Self.content + "one more line\n"
    _ = reader.read((Self.content, "a", false))
    #expect(reader.read((changed, "a", false)) == [changed])
    #expect(
      reader.read((changed, "a", false)) == [
        "[a: unchanged since you read it; the content stands above and is not repeated]"
      ])
    // The first content stands above too, but what was read last is something else.
    #expect(reader.read((Self.content, "a", false)) == [Self.content])
  }

  @Test func `another part, another file and what has no source are shown`() {
    var reader = Reader()
    _ = reader.read((Self.content, "a, lines 1 to 40", false))
    #expect(reader.read((Self.content, "a, lines 41 to 80", false)) == [Self.content])
    #expect(reader.read((Self.content, "b, lines 1 to 40", false)) == [Self.content])
    #expect(reader.read((Self.content, nil, false), (Self.content, nil, false)) == [Self.content, Self.content])
  }

  @Test func `what the model does not have before it any more is shown again`() {
    var rereading = Rereading()
    let first = ToolAnswer(ToolResult(callID: "1", text: Self.content), source: "a, lines 1 to 40")
    rereading.note([first], as: [first.result])
    let again = ToolAnswer(ToolResult(callID: "2", text: Self.content), source: "a, lines 1 to 40")
    func shown(_ messages: [Message]) -> String { rereading.shortened([again], besides: messages)[0].text }
    #expect(shown([Message(role: .user, content: [.toolResult(first.result)])]) == Self.line)
    // A compaction has put a word in the place of the result, or has taken the message away.
    let cleared = ToolResult(callID: "1", text: "[cleared]")
    #expect(shown([Message(role: .user, content: [.toolResult(cleared)])]) == Self.content)
    #expect(shown([Message(role: .user, content: [.text("a summary")])]) == Self.content)
  }

  @Test func `twice in one turn is once`() {
    var reader = Reader()
    let texts = reader.read((Self.content, "a, lines 1 to 40", false), (Self.content, "a, lines 1 to 40", false))
    #expect(texts == [Self.content, Self.line])
  }

  @Test func `what is short, and what failed, is shown`() {
    var reader = Reader()
    #expect(reader.read(("x\n", "a", false)) == ["x\n"])
    #expect(reader.read(("x\n", "a", false)) == ["x\n"])
    let failure = String(repeating: "no such file. ", count: 60)
    #expect(reader.read((failure, "b", true)) == [failure])
    #expect(reader.read((failure, "b", true)) == [failure])
  }

  @Test func `what was cut to fit the window does not count as read`() {
    var reader = Reader(contextTokens: 400)
    let first = reader.read((Self.content, "a", false))
    #expect(first[0].contains("[cut: "))
    #expect(
      reader.read((Self.content, "a", false))[0]
        != "[a: unchanged since you read it; the content stands above and is not repeated]")
  }
}
