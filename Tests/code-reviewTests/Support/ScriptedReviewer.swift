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
    (body["tools"]?.array ?? []).contains { $0["name"]?.string == "report_verdict" }
  }

  /// How many answers the model has given in this conversation.
  var turn: Int { (body["messages"]?.array ?? []).count { $0["role"]?.string == "assistant" } }

  /// All that the request says, for looking for words in it.
  var text: String { String(decoding: request.body, as: UTF8.self) }
}

/// A model that reads a file, proposes two findings of which one cannot be placed, corrects itself, and as the verifier
/// confirms one finding and refutes the other.
enum ScriptedReviewer {
  static let trueTitle = "The first price is left out"
  static let falseTitle = "The result may overflow"

  static func reply(to request: LoopbackRequest) -> LoopbackReply {
    let call = ModelCall(request)
    if call.isVerifier { return verdict(call.text.contains(trueTitle) ? "confirmed" : "refuted") }
    return switch call.turn {
    case 0: answer(.text("I read the file."), read("src/cart.py"))
    case 1: report([trueFinding, finding(falseTitle, quote: "result = result + prices")])
    default: report([trueFinding, finding(falseTitle, quote: "    result += prices[index]")])
    }
  }

  static let trueFinding = finding(trueTitle, quote: "    for index in range(1, len(prices)):")

  static func finding(_ title: String, quote: String) -> JSONValue {
    [
      "path": "src/cart.py", "quote": .string(quote), "title": .string(title),
      "explanation": "With prices [1, 2] the total is 2.", "category": "correctness", "severity": "high",
    ]
  }

  static func answer(_ blocks: ModelScript.Block..., stopReason: String? = nil) -> LoopbackReply {
    .events(ModelScript.stream(blocks, stopReason: stopReason))
  }

  static func read(_ path: String, id: String = "call_read") -> ModelScript.Block {
    .toolCall(id: id, name: "read_file", arguments: ["path": .string(path)])
  }

  static func report(_ findings: [JSONValue], id: String = "call_report") -> LoopbackReply {
    answer(.toolCall(id: id, name: "report_findings", arguments: ["findings": .array(findings)]))
  }

  static func verdict(_ verdict: String) -> LoopbackReply {
    answer(
      .toolCall(
        id: "call_verdict", name: "report_verdict",
        arguments: ["verdict": .string(verdict), "reason": "Seen in the code."]))
  }

  /// An error as the provider words it.
  static func error(_ status: Int, _ type: String, headers: [String: String] = [:]) -> LoopbackReply {
    .json(status, #"{"type":"error","error":{"type":"\#(type)","message":"scripted"}}"#, headers: headers)
  }
}
