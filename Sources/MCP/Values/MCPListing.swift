internal import JSON

/// The lists that a server keeps.
package enum MCPListing: String, Hashable, Sendable, CaseIterable {
  case tools
  case resources
  case resourceTemplates
  case prompts

  var method: String {
    switch self {
    case .tools: "tools/list"
    case .resources: "resources/list"
    case .resourceTemplates: "resources/templates/list"
    case .prompts: "prompts/list"
    }
  }
}

/// Something that a server lists besides tools; all of it is foreign.
package struct MCPListed: Hashable, Sendable {
  /// The address of a resource, the pattern of addresses, or the name of a prompt: what it is asked for by.
  package var key: String
  package var name: String
  package var description: String

  /// Of a prompt, the names of its arguments, those it needs marked.
  package var arguments: [Argument]

  package struct Argument: Hashable, Sendable {
    package var name: String
    package var isRequired: Bool
  }

  /// Nil for what has no key.
  init?(_ value: JSONValue, in listing: MCPListing) {
    let field =
      switch listing {
      case .resources: "uri"
      case .resourceTemplates: "uriTemplate"
      case .tools, .prompts: "name"
      }
    guard let key = value[field]?.string, !key.isEmpty else { return nil }
    self.key = key
    name = value["name"]?.string ?? ""
    description = value["description"]?.string ?? ""
    arguments = (value["arguments"]?.array ?? []).compactMap { argument in
      argument["name"]?.string.map { Argument(name: $0, isRequired: argument["required"]?.bool ?? false) }
    }
  }
}

/// A message of a prompt.
package struct MCPPromptMessage: Hashable, Sendable {
  /// `user` or `assistant`, as the server says.
  package var role: String
  package var content: MCPContent
}
