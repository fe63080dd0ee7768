package import JSON

/// What a request is answered with.
package enum RPCAnswer: Hashable, Sendable {
  case result(JSONValue)
  case failure(RPCFailure)
}
