import JSON
import Models
import Testing

struct MessagesEncodingTests {
  private func text(_ request: ModelRequest) -> String {
    String(decoding: MessagesCodec.encode(request), as: UTF8.self)
  }

  private func withoutMarks(_ text: String) -> String {
    text.replacing(#","cache_control":{"type":"ephemeral"}"#, with: "")
  }

  /// A message with a mark at the last place that may have one.
  private func marked(_ message: Message) -> String {
    let (text, marks) = MessagesCodec.encode(message)
    guard let place = marks.last else { return text }
    let bytes = Array(text.utf8)
    return String(decoding: bytes[..<place], as: UTF8.self) + #","cache_control":{"type":"ephemeral"}"#
      + String(decoding: bytes[place...], as: UTF8.self)
  }

  /// A conversation of some turns, each with calls of tools.
  private func conversation(turns: Int, calls: Int = 2) -> [Message] {
    var messages = Samples.request.messages
    for turn in 0..<turns {
      let ids = (0..<calls).map { "call_\(turn)_\($0)" }
      let content: [ContentBlock] = [.thinking(text: "t\(turn)", signature: "s"), .text("turn \(turn)")]
      messages.append(
        Message(
          role: .assistant,
          content: content + ids.map { .toolCall(ToolCall(id: $0, name: "read_file", arguments: #"{"path": "a"}"#)) }))
      messages.append(
        Message(role: .user, content: ids.map { .toolResult(ToolResult(callID: $0, text: "result of \($0)")) }))
    }
    return messages
  }

  @Test func `a request has the bytes that the protocol asks for`() {
    var request = Samples.request
    request.thinkingBudget = 2048
    #expect(
      text(request)
        == #"{"model":"model-1","max_tokens":4096,"stream":true,"#
        + #""thinking":{"type":"enabled","budget_tokens":2048},"#
        + #""system":[{"type":"text","text":"You review.","cache_control":{"type":"ephemeral"}},"#
        + #"{"type":"text","text":"Today is a day."}],"#
        + #""tools":[{"name":"read_file","description":"Reads a file.","input_schema":"#
        + #"{"properties":{"path":{"type":"string"}},"required":["path"],"type":"object"}}],"#
        + #""messages":[{"role":"user","content":[{"type":"text","text":"Review \"this\".","#
        + #""cache_control":{"type":"ephemeral"}}]}]}"#)
  }

  @Test func `an empty system and no tools are left out`() throws {
    let request = ModelRequest(model: "m", system: [], tools: [], messages: [], maximumOutputTokens: 1)
    #expect(text(request) == #"{"model":"m","max_tokens":1,"stream":true,"messages":[]}"#)
    #expect(
      String(decoding: MessagesCodec.encode(request, stream: false), as: UTF8.self).contains(#""stream":false"#))
  }

  @Test(arguments: [1, 2, 7, 30])
  func `each request begins with the one before it`(_ calls: Int) throws {
    var previous: String?
    for turns in 0..<6 {
      var request = Samples.request
      request.messages = conversation(turns: turns, calls: calls)
      let bare = withoutMarks(text(request))
      _ = try JSONValue.parse(text(request))
      if let previous {
        // The last two bytes close the list and the request.
        #expect(bare.hasPrefix(previous.dropLast(2)))
      }
      previous = bare
    }
  }

  @Test func `marks are four at most: at the end, where the request before ended, at the task, in the system prompt`()
    throws
  {
    var request = Samples.request
    request.system = (0..<5).map { SystemSection(text: "section \($0)", endsCacheablePrefix: true) }
    for turns in 0..<4 {
      request.messages = conversation(turns: turns, calls: 25)
      let value = try JSONValue.parse(text(request))
      let system = try #require(value["system"]?.array)
      // The task's mark and the last one fall together at first, and so do the task's and the one before at the second.
      let expected = turns == 0 ? 3 : turns == 1 ? 2 : 1
      #expect(system.map { $0["cache_control"] != nil } == (0..<5).map { $0 >= 5 - expected })
      let messages = try #require(value["messages"]?.array)
      let marked = messages.indices.filter { messages[$0]["content"]?.array?.last?["cache_control"] != nil }
      #expect(marked == Set([0, max(0, 2 * turns - 2), 2 * turns]).sorted())
      #expect(text(request).split(separator: "cache_control").count - 1 <= 4)
    }
  }

  @Test func `a message is encoded alone as it is in a request`() {
    let message = conversation(turns: 1)[1]
    var request = Samples.request
    request.messages = conversation(turns: 1)
    #expect(text(request).contains(MessagesCodec.encode(message).text))
  }

  @Test func `results come first and blank texts not at all`() {
    let message = Message(
      role: .user,
      content: [
        .text("and"), .toolResult(ToolResult(callID: "a", text: "1")), .text(" \n"),
        .toolResult(ToolResult(callID: "b", text: "2", isError: true)),
      ])
    #expect(
      marked(message)
        == #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},"#
        + #"{"type":"tool_result","tool_use_id":"b","content":"2","is_error":true},"#
        + #"{"type":"text","text":"and","cache_control":{"type":"ephemeral"}}]}"#)
  }

  @Test func `thinking goes back as it came and carries no mark`() {
    let message = Message(
      role: .assistant,
      content: [.text("a"), .thinking(text: "é\n", signature: "s\"=="), .redactedThinking(data: "d+/")])
    #expect(
      marked(message)
        == #"{"role":"assistant","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},"#
        + #"{"type":"thinking","thinking":"é\n","signature":"s\"=="},{"type":"redacted_thinking","data":"d+/"}]}"#)
  }

  @Test(arguments: [
    (#"{ "b" : 1, "a" : "x" }"#, #"{"a":"x","b":1}"#), ("", "{}"), ("{", "{}"), ("[1]", "{}"), ("null", "{}"),
    (#"{"a":1}{"b":2}"#, "{}"), (String(repeating: "[", count: 100_000), "{}"),
  ])
  func `arguments are sent in one spelling`(_ arguments: String, _ expected: String) {
    let message = Message(
      role: .assistant, content: [.toolCall(ToolCall(id: "i", name: "n", arguments: arguments))])
    #expect(
      MessagesCodec.encode(message).text
        == #"{"role":"assistant","content":[{"type":"tool_use","id":"i","name":"n","input":\#(expected)}]}"#)
  }

  @Test func `any text survives as JSON`() throws {
    let text = String(String.UnicodeScalarView((0..<0x300).compactMap { Unicode.Scalar($0 as UInt32) })) + "\u{2028}🙂"
    let message = Message(role: .user, content: [.text(text)])
    let value = try JSONValue.parse(MessagesCodec.encode(message).text)
    #expect(value["content"]?[0]?["text"]?.string == text)
  }
}
