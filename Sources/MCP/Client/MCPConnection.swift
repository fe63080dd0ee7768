package import JSONRPC

/// A way to a server that is open and on which nothing has been said yet.
package struct MCPConnection: Sendable {
  package var transport: any RPCTransport

  /// Is told the revision that both sides agreed on.
  package var agreed: @Sendable (MCPRevision) async -> Void

  /// What is known of why the server is gone, in foreign text; nil when nothing is.
  package var explanation: @Sendable () async -> String?

  package init(
    _ transport: any RPCTransport, agreed: @escaping @Sendable (MCPRevision) async -> Void = { _ in },
    explanation: @escaping @Sendable () async -> String? = { nil }
  ) {
    self.transport = transport
    self.agreed = agreed
    self.explanation = explanation
  }
}
