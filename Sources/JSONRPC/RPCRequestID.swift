package import JSON

/// What ties an answer to its request.
package enum RPCRequestID: Hashable, Sendable {
  case number(Int64)
  case string(String)
}

extension RPCRequestID {
  /// The identifier in a message; nil for null, a fraction or another kind of value.
  package init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self = .number(number)
    case .string(let text): self = .string(text)
    default: return nil
    }
  }

  package var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .string(let text): .string(text)
    }
  }
}
