internal import JSON

/// Puts tool calls together out of their parts, also where a server numbers or names them wrongly.
///
/// An index alone does not tell calls apart: Ollama left it out (its issue 7881) and then gave 0 to all calls (15457), vLLM
/// left the id out (its issue 18412), and some servers send a call's whole arguments at once, a few of them as an object.
struct ToolCallAccumulator: Sendable {
  private struct Call: Sendable {
    var index: Int?
    var id: String?
    var name: String
    var arguments: String

    var isComplete: Bool { !arguments.isEmpty && (try? JSONValue.parse(arguments)) != nil }
  }

  private var calls: [Call] = []

  var count: Int { calls.count }

  /// Takes one part, and returns the tool's name when a call begins with it.
  ///
  /// - Throws: `malformedResponse` for arguments that are neither text nor object.
  mutating func take(_ part: JSONValue) throws(ModelError) -> String? {
    let index = part["index"]?.integer
    let id = part["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    let function = part["function"]
    let name = function?["name"]?.string ?? ""
    let arguments = try Self.arguments(function?["arguments"])
    // A part without an index goes on with the newest call.
    let position = index.map { index in calls.lastIndex { $0.index == index } } ?? calls.indices.last
    guard let position, !begins(id: id, name: name, after: calls[position]) else {
      calls.append(Call(index: index, id: id, name: name, arguments: arguments))
      return name
    }
    if calls[position].id == nil { calls[position].id = id }
    if calls[position].name.isEmpty { calls[position].name = name }
    calls[position].arguments += arguments
    return nil
  }

  /// The calls in their order; one without an id, or with another's, gets one.
  ///
  /// - Throws: `malformedResponse` for a call without a name.
  func finished() throws(ModelError) -> [ToolCall] {
    var used = Set(calls.compactMap(\.id))
    var given: Set<String> = []
    var finished: [ToolCall] = []
    for call in calls {
      guard !call.name.isEmpty else { throw ModelError.malformed("a tool call without a name") }
      var id = call.id ?? ""
      if id.isEmpty || given.contains(id) {
        var number = finished.count
        while !used.insert("call_\(number)").inserted { number += 1 }
        id = "call_\(number)"
      }
      given.insert(id)
      finished.append(ToolCall(id: id, name: call.name, arguments: call.arguments.isEmpty ? "{}" : call.arguments))
    }
    return finished
  }

  /// Whether a part with an id and a name begins another call than the one that its index points to.
  private func begins(id: String?, name: String, after call: Call) -> Bool {
    if let id, let known = call.id { return id != known }
    guard !name.isEmpty, !call.name.isEmpty else { return false }
    return name != call.name || call.isComplete
  }

  private static func arguments(_ value: JSONValue?) throws(ModelError) -> String {
    switch value {
    case nil, .null: ""
    case .string(let text): text
    case .object: value?.serialized() ?? ""
    default: throw ModelError.malformed("arguments of a tool that are neither text nor object")
    }
  }
}
