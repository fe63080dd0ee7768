package import JSON

/// What answers the other side's own requests and hears what it tells.
package struct RPCHandler: Sendable {
  /// Answers a request.
  ///
  /// Several may be under way at once.
  package var request: @Sendable (_ method: String, _ parameters: JSONValue?) async -> RPCAnswer

  /// Hears a notification, in the order in which they come and before what comes after it is looked at; so it returns soon.
  package var notification: @Sendable (_ method: String, _ parameters: JSONValue?) -> Void

  package init(
    request: @escaping @Sendable (_ method: String, _ parameters: JSONValue?) async -> RPCAnswer,
    notification: @escaping @Sendable (_ method: String, _ parameters: JSONValue?) -> Void
  ) {
    self.request = request
    self.notification = notification
  }
}

extension RPCHandler {
  /// Refuses every request, as a method that is not there, and hears nothing.
  package static let refusing = RPCHandler(
    request: { method, _ in .failure(.unknownMethod(method)) }, notification: { _, _ in })
}
