internal import JSON
internal import Models

/// Writes requests with tools as requests without, in the words of a definition.
struct TextToolWriter: Sendable {
  let form: TextToolProvider.Form
  let words: AgentDefinition
  private let memoKey = RequestMemo.Key()

  init(form: TextToolProvider.Form, words: AgentDefinition) {
    self.form = form
    self.words = words
  }

  func written(_ request: ModelRequest) throws(AgentKernelError) -> ModelRequest {
    var written = request
    if !request.tools.isEmpty {
      let tools = try request.tools.map(description).joined(separator: "\n\n")
      let section = try words.section(form == .schema ? "Schema" : "Fenced", ["tools": tools])
      written.system.append(SystemSection(text: section, endsCacheablePrefix: true))
      written.tools = []
      // What must be called is held to by the schema, and there is nothing left that could be chosen.
      let required = request.tools.filter { $0.name == request.requiredTool }
      written.requiredTool = nil
      if form == .schema {
        written.answerFormat =
          request.requestedFormat ?? ToolCallSchema.format(for: required.isEmpty ? request.tools : required)
      }
    }
    written.messages =
      try request.memo.fold(request.messages, for: memoKey, from: Written()) {
        written, message throws(AgentKernelError) in
        for call in message.content.toolCalls { written.toolNames[call.id] = call.name }
        let text = try text(of: message, toolNames: written.toolNames)
        written.messages.append(Message(role: message.role, content: [.text(text)]))
      }.messages
    return written
  }

  /// What was written so far.
  private struct Written: Sendable {
    var messages: [Message] = []

    /// The tools of all calls, by the calls' ids.
    var toolNames: [String: String] = [:]
  }

  private func description(of tool: ToolSpecification) throws(AgentKernelError) -> String {
    try words.section(
      "Tool",
      [
        "name": tool.name, "description": tool.description,
        "arguments": ToolCallSchema.text(tool.inputSchema.value, isDescribed: true),
      ])
  }

  /// Thinking is left out: only the protocol that it came in could check it.
  private func text(of message: Message, toolNames: [String: String]) throws(AgentKernelError) -> String {
    var results: [String] = []
    for case .toolResult(let result) in message.content {
      let values = ["tool": toolNames[result.callID] ?? result.callID, "text": result.text]
      results.append(try words.section(result.isError ? "Error" : "Result", values))
    }
    let calls = message.content.toolCalls.map(Self.text)
    let said = message.content.text
    let hasSaid = !said.allSatisfy(\.isWhitespace)
    switch form {
    // A model that has written nothing but calls goes on so.
    case .schema: return (results + (hasSaid && calls.isEmpty ? [said] : []) + calls).joined(separator: "\n\n")
    case .fenced:
      return (results + (hasSaid ? [said] : []) + calls.map { "```json\n\($0)\n```" }).joined(separator: "\n\n")
    }
  }

  private static func text(of call: ToolCall) -> String {
    let arguments = (try? JSONValue.parse(call.arguments))?.serialized() ?? "{}"
    return "{\"tool\":\(JSONValue.quoted(call.name)),\"arguments\":\(arguments)}"
  }
}
