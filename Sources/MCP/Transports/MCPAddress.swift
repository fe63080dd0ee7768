package import HTTP

/// A server that is reached over HTTP: one address that takes messages and answers with JSON or with a stream of events.
package struct MCPAddress: Hashable, Sendable {
  /// An absolute `https` address; `http` for this machine only.
  package var url: String

  /// What names the user to the server; nil for nothing.
  package var key: HTTPHeader?

  /// - Throws: `HTTPError` for an address that cannot be used.
  package init(_ url: String, key: HTTPHeader? = nil) throws(HTTPError) {
    _ = try HTTPAddress(url)
    self.url = url
    self.key = key
  }

  /// Opens a way to the server; nothing is sent yet.
  ///
  /// - Parameter silence: how long the server may send nothing while it is asked for something.
  package func connect(client: HTTPClient = HTTPClient(), silence: Duration = .seconds(60)) -> MCPConnection {
    let transport = StreamableHTTPTransport(self, client: client, silence: silence)
    return MCPConnection(transport, agreed: { await transport.agree(on: $0) })
  }
}
