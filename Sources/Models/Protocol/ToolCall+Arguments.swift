internal import JSON

extension ToolCall {
  /// The arguments in one spelling; `{}` for what is no JSON object, which providers refuse.
  var canonicalArguments: String {
    guard let value = try? JSONValue.parse(arguments), case .object = value else { return "{}" }
    return value.serialized()
  }
}
