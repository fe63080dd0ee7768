internal import AgentKernel
internal import JSON
internal import Models

/// What happened in a run besides turns, in words.
enum StoryWords {
  /// A line in words; what this program has no words for is shown as it stands.
  static func of(_ line: TranscriptLine) -> String {
    func text(_ key: String) -> String { line[key]?.string ?? "" }
    switch line.type {
    case "resumed": return "resumed"
    case "request_failed":
      let wait = line["wait_milliseconds"]?.integer.map { ", trying again in \($0) ms" } ?? ", given up"
      return "the request failed (\(text("error")))\(wait): \(text("message"))"
    case "model_switched": return "\(text("to")) takes over from \(text("from"))"
    case "compacted":
      let tokens = [line["tokens_before"], line["tokens_after"]].map { $0?.integer ?? 0 }
      return "the conversation was made shorter (\(text("way"))), from about \(tokens[0]) to \(tokens[1]) tokens"
    case "compaction_failed": return "making the conversation shorter failed (\(text("way"))): \(text("message"))"
    case "circuit_changed": return "the circuit of \(text(line["tool"] == nil ? "model" : "tool")) is \(text("state"))"
    case "repair": return "the answer goes back: \(text("reason"))"
    case "denied": return text("message")
    case "hook": return "the hook \(text("hook")) (\(text("point"))) \(text("event")): \(text("message"))"
    case "last_turn": return "the model was told to answer: \(text("limit")) was nearly reached"
    case "compaction": return "from here on the model is shown less of what was said (\(text("way")))"
    case "compaction_answer":
      return "making the conversation shorter (\(text("way"))) took \(tokens(of: line))"
    case "request_cut_off":
      return "the answer was cut off; what is billed of it is taken to be \(tokens(of: line))"
    case "sub_agent_started":
      let place = line["transcript"]?.string.map { ", whose transcript is \($0)" } ?? ""
      return "agent \(line["number"]?.integer ?? 0) (\(text("sub_agent"))) is sent\(place): \(text("task"))"
    case "sub_agent_ended":
      let agent = "agent \(line["number"]?.integer ?? 0) (\(text("sub_agent")))"
      return "\(agent) ended: \(line["outcome"]?["description"]?.string ?? ""); \(tokens(of: line))"
    case "repetition": return "the model was told that it repeats itself"
    default:
      var rest = line.value.object ?? [:]
      for key in ["seq", "time", "type"] { rest[key] = nil }
      return "\(line.type) \(JSONValue.object(rest).serialized())"
    }
  }

  private static func tokens(of line: TranscriptLine) -> String {
    let answer = AgentStory.Answer(line)
    let cost = answer.cost?.known.map { ", \($0)" } ?? ""
    return "\(answer.usage.prompt) prompt tokens and \(answer.usage.output) output tokens\(cost)"
  }
}
