internal import JSON
internal import SourceText

extension ModelRequest {
  /// What leads the requests of one run to the machine of the provider that has their beginning cached.
  ///
  /// The same for all requests of a run, and derived from how they begin (system, tools, task), so that it tells nothing
  /// that the request does not say and needs no chance. It is a run's own because OpenAI spreads the requests of one key over
  /// several machines when there are more than about 15 a minute (its guide on prompt caching).
  var cacheKey: String {
    var beginning = system.map { JSONValue.quoted($0.text) }
    beginning += tools.map { tool in
      "\(JSONValue.quoted(tool.name))\(JSONValue.quoted(tool.description))\(tool.inputSchema.value.serialized())"
    }
    if case .text(let task)? = messages.first?.content.first { beginning.append(JSONValue.quoted(task)) }
    return String(ContentHash(of: beginning.joined(separator: "\n")).hexadecimal.prefix(32))
  }
}
