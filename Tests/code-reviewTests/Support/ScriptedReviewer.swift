import JSON
import TestSupport

/// A request to the model's endpoint, as far as a script decides by it.
struct ModelCall {
  let request: LoopbackRequest
  let body: JSONValue

  init(_ request: LoopbackRequest) {
    self.request = request
    body = (try? JSONValue.parse(request.body)) ?? .null
  }

  var isVerifier: Bool {
    (body["tools"]?.array ?? []).contains {
      ($0["name"] ?? $0["function"]?["name"])?.string == "report_verdict"
    } || toolForm != .native && text.contains("report_verdict: ")
  }

  /// How the request wants tools to be called.
  var toolForm: ToolForm {
    if body["tools"] != nil { return .native }
    return body["response_format"] ?? body["text"]?["format"] == nil ? .fenced : .schema
  }

  /// What the request's path says that is spoken.
  var dialect: Dialect {
    if request.path.hasSuffix("/responses") { return .responses }
    return request.path.hasSuffix("/chat/completions") ? .chat : .messages
  }

  /// How many answers the model has given in this conversation.
  var turn: Int {
    // The script calls one tool in each answer, and an answer of the Responses protocol is as many items as it has blocks.
    dialect == .responses && toolForm == .native
      ? (body["input"]?.array ?? []).count { $0["type"] == "function_call" }
      : (body["messages"]?.array ?? body["input"]?.array ?? []).count { $0["role"] == "assistant" }
  }

  /// All that the request says, for looking for words in it.
  var text: String { String(decoding: request.body, as: UTF8.self) }
}

/// The protocol that a script answers in.
enum Dialect: String, CaseIterable {
  case messages
  case responses
  case chat
}

/// How a script calls tools.
enum ToolForm: String, CaseIterable {
  case native
  case schema
  case fenced

  /// An answer in the form: calls are text where they are not native.
  func written(_ blocks: [ModelScript.Block]) -> [ModelScript.Block] {
    guard self != .native else { return blocks }
    return blocks.compactMap { block in
      switch block {
      case .toolCall(_, let name, let arguments):
        let call = JSONValue.object(["tool": .string(name), "arguments": arguments]).serialized()
        return .text(self == .schema ? call : "```json\n\(call)\n```")
      case .text(let text): return self == .schema ? nil : .text(text + "\n")
      default: return nil
      }
    }
  }
}

/// A model that reads a file, proposes two findings of which one cannot be placed, corrects itself, and as the verifier
/// confirms one finding and refutes the other.
enum ScriptedReviewer {
  static let trueTitle = "The first price is left out"
  static let falseTitle = "The result may overflow"

  static func reply(to request: LoopbackRequest) -> LoopbackReply {
    let call = ModelCall(request)
    let (dialect, form) = (call.dialect, call.toolForm)
    if call.isVerifier { return verdict(call.text.contains(trueTitle) ? "confirmed" : "refuted", in: dialect, form) }
    return switch call.turn {
    case 0:
      answer(.redactedThinking(data: "b3BhcXVl"), .text("I read the file."), read("src/cart.py"), in: dialect, form)
    case 1: report([trueFinding, finding(falseTitle, quote: "result = result + prices")], in: dialect, form)
    default: report([trueFinding, finding(falseTitle, quote: "    result += prices[index]")], in: dialect, form)
    }
  }

  static let trueFinding = finding(trueTitle, quote: "    for index in range(1, len(prices)):")

  static func finding(_ title: String, quote: String) -> JSONValue {
    [
      "path": "src/cart.py", "quote": .string(quote), "title": .string(title),
      "explanation": "With prices [1, 2] the total is 2.", "category": "correctness", "severity": "high",
    ]
  }

  /// - Parameter stopReason: as the dialect spells it; nil for the one that fits the blocks.
  static func answer(
    _ blocks: ModelScript.Block..., stopReason: String? = nil, in dialect: Dialect = .messages,
    _ form: ToolForm = .native
  ) -> LoopbackReply {
    let blocks = form.written(blocks)
    return switch dialect {
    case .messages: .events(ModelScript.stream(blocks, stopReason: stopReason))
    case .responses: .events(ModelScript.responsesStream(blocks, incomplete: stopReason))
    case .chat: .events(ModelScript.chatStream(blocks, finishReason: stopReason))
    }
  }

  static func read(_ path: String, id: String = "call_read") -> ModelScript.Block {
    .toolCall(id: id, name: "read_file", arguments: ["path": .string(path)])
  }

  static func report(
    _ findings: [JSONValue], id: String = "call_report", in dialect: Dialect = .messages, _ form: ToolForm = .native
  ) -> LoopbackReply {
    answer(.toolCall(id: id, name: "report_findings", arguments: ["findings": .array(findings)]), in: dialect, form)
  }

  static func verdict(
    _ verdict: String, in dialect: Dialect = .messages, _ form: ToolForm = .native
  ) -> LoopbackReply {
    answer(
      .toolCall(
        id: "call_verdict", name: "report_verdict",
        arguments: ["verdict": .string(verdict), "reason": "Seen in the code."]), in: dialect, form)
  }

  /// An error as the provider words it.
  static func error(_ status: Int, _ type: String, headers: [String: String] = [:]) -> LoopbackReply {
    .json(status, #"{"type":"error","error":{"type":"\#(type)","message":"scripted"}}"#, headers: headers)
  }
}
