/// Sends requests and streams responses, all on one thread with libcurl.
///
/// Connections are kept and used again. Certificates are checked. Redirects, `.netrc`, cookies, compressed bodies and the
/// environment's proxies are not used. libcurl sends a request a second time by itself only when a kept connection turns
/// out to have been closed by the server before a byte of the response came.
/// Letting go of the client ends what is under way, bodies included.
package final class HTTPClient: Sendable {
  package struct Configuration: Hashable, Sendable {
    /// The address of a proxy; nil connects directly, whatever the environment says.
    package var proxy: String?

    /// A PEM file of certificate authorities; nil for the system's.
    package var certificateAuthorities: String?

    /// Bytes of all headers of a response.
    package var maximumHeaderSize: Int

    /// Bytes of a body that may wait for the reader before the server is held back, at least 16 KiB.
    package var bodyBufferSize: Int

    package init(
      proxy: String? = nil, certificateAuthorities: String? = nil, maximumHeaderSize: Int = 64 << 10,
      bodyBufferSize: Int = 256 << 10
    ) {
      self.proxy = proxy
      self.certificateAuthorities = certificateAuthorities
      self.maximumHeaderSize = maximumHeaderSize
      self.bodyBufferSize = bodyBufferSize
    }
  }

  private let configuration: Configuration
  private let loop: TransferLoop

  /// Makes a client; its thread starts with the first request.
  package init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
    loop = TransferLoop(configuration: configuration)
  }

  deinit {
    loop.stop()
  }

  /// Sends a request and returns when the response's head has come.
  ///
  /// Any status is a response, not an error. Cancelling the task closes the connection.
  ///
  /// - Throws: `HTTPError`.
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let address = try HTTPAddress(request.url)
    if let header = request.headers.first(where: { !$0.isValid }) {
      throw HTTPError(.invalidRequest, "the header `\(header.name)` holds characters that no header may hold")
    }
    let channel = ResponseChannel(
      capacity: configuration.bodyBufferSize,
      onResume: { [loop] in loop.submit(.resume($0)) },
      onCancel: { [loop] in loop.submit(.cancel($0)) })
    loop.submit(.start(request, address, channel))
    let head = try await channel.head()
    let body = HTTPBody(next: { try await channel.next() }, cancel: { channel.cancel() })
    return HTTPResponse(status: head.status, headers: head.headers, body: body)
  }

  /// Ends what is under way, closes all connections and ends the thread, which takes about a millisecond.
  package func shutdown() async {
    loop.stop()
    await loop.waitForEnd()
  }
}
