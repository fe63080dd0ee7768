internal import JSON
internal import Models

/// A tool call that a model wrote as text.
struct WrittenCall: Hashable, Sendable {
  /// What it said before.
  let words: String
  let name: String

  /// A JSON object.
  let arguments: String

  /// The call in an answer: the answer is a JSON object, or has one single fenced block, which is one.
  ///
  /// Nil for everything else, also for an answer with several blocks: which of them is meant would be a guess. What comes
  /// behind the block is dropped, since models like to go on with a result that they make up.
  ///
  /// - Parameter tools: the tools there are: an object that names none of them is a call of the one that it fits, if it
  ///   fits just one.
  init?(parsing answer: String, for tools: [ToolSpecification]) {
    if let call = Self.call(answer, tools) {
      (name, arguments) = call
      words = ""
      return
    }
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    let fences = lines.indices.filter { lines[$0].drop(while: \.isWhitespace).hasPrefix("```") }
    // The closing mark may be missing at the end of an answer.
    guard let open = fences.first, fences.count <= 2 else { return nil }
    let close = fences.count == 2 ? fences[1] : lines.endIndex
    guard let call = Self.call(lines[(open + 1)..<close].joined(separator: "\n"), tools) else { return nil }
    (name, arguments) = call
    let before = lines[..<open].joined(separator: "\n")
    words = before.allSatisfy(\.isWhitespace) ? "" : before
  }

  /// A text that is a call and nothing else.
  ///
  /// Models are used to `name` and to arguments beside it; whether these fit is for the tool's schema to say.
  private static func call(_ text: String, _ tools: [ToolSpecification]) -> (name: String, arguments: String)? {
    guard case .object(var members)? = try? JSONValue.parse(text), !members.isEmpty else { return nil }
    let key = members["tool"]?.string == nil ? "name" : "tool"
    if let name = members[key]?.string, !name.isEmpty {
      members[key] = nil
      return (name, (members["arguments"] ?? .object(members)).serialized())
    }
    let fitting = tools.filter { $0.inputSchema.violations(in: .object(members)).isEmpty }
    return fitting.count == 1 ? (fitting[0].name, JSONValue.object(members).serialized()) : nil
  }
}
