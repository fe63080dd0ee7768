package import HTTP
internal import JSON
internal import Redaction

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A model behind an endpoint that speaks a protocol over HTTP.
package struct ProtocolProvider<Codec: ProtocolCodec>: ModelProvider {
  package let compacts: Bool
  private let endpoint: Endpoint
  private let key: String
  private let transport: any ModelTransport
  private let deadlines: Deadlines
  private let userAgent: String
  /// Takes the key out of what the server says before any of it is cut.
  private let redactor: Redactor

  /// - Parameters:
  ///   - baseURL: the endpoint, with or without a final `/v1`.
  ///   - key: the provider's key; no header speaks of it when empty.
  ///   - transport: what carries requests.
  ///   - deadlines: for one attempt.
  ///   - userAgent: how the program names itself.
  ///   - compacts: whether the provider can make conversations shorter; nil for what its address says.
  package init(
    baseURL: String, key: String, transport: any ModelTransport, deadlines: Deadlines = Deadlines(),
    userAgent: String = "fulcrum/0.1", compacts: Bool? = nil
  ) {
    let endpoint = Endpoint(baseURL)
    self.endpoint = endpoint
    self.compacts = compacts ?? Codec.compacts(at: endpoint)
    self.key = key
    self.transport = transport
    self.deadlines = deadlines
    self.userAgent = userAgent
    redactor = Redactor(knownSecrets: [key])
  }

  package func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    let response: HTTPResponse
    do {
      response = try await transport.send(httpRequest(for: request))
    } catch let error as HTTPError {
      throw Self.error(error, isStreaming: false)
    }
    guard response.status == 200, Self.isEventStream(response.headers) else {
      throw try await refusal(response)
    }
    do {
      return try await read(response.body, progress: progress)
    } catch let error as HTTPError {
      throw Self.error(error, isStreaming: true)
    } catch let error as ModelError {
      throw ModelError(error.code, redactor.blankingKnown(in: error.description), retryAfter: error.retryAfter)
    }
  }

  package func compaction(of request: ModelRequest) async throws -> ProviderCompaction {
    guard compacts, let call = Codec.compactionCall(for: request) else {
      throw ModelError(.invalidRequest, "this provider does not make conversations shorter")
    }
    let headers = HTTPHeaders(headers(accepting: "application/json") + call.headers)
    var deadlines = deadlines
    deadlines.overall = deadlines.overall ?? ProgressWatch(deadlines).patience
    let response: HTTPResponse
    do {
      response = try await transport.send(
        HTTPRequest(.post, endpoint.url + call.path, headers: headers, body: call.body, deadlines: deadlines))
    } catch let error as HTTPError {
      throw Self.error(error, isStreaming: false)
    }
    guard response.status == 200 else { throw try await refusal(response) }
    do {
      let bytes = try await response.body.collect(upTo: 16 << 20)
      guard let compaction = (try? JSONValue.parse(bytes)).flatMap(Codec.compaction) else {
        throw ModelError.malformed("an answer that holds no compaction")
      }
      return compaction
    } catch let error as HTTPError {
      throw Self.error(error, isStreaming: true)
    }
  }

  private func headers(accepting type: String) -> [HTTPHeader] {
    [
      HTTPHeader("content-type", "application/json"), HTTPHeader("accept", type), HTTPHeader("user-agent", userAgent),
    ] + Codec.headers(key: key)
  }

  private func httpRequest(for request: ModelRequest) -> HTTPRequest {
    let headers = headers(accepting: "text/event-stream") + Codec.headers(for: request)
    return HTTPRequest(
      .post, endpoint.url + Codec.path, headers: HTTPHeaders(headers),
      content: Codec.content(of: request, for: endpoint), deadlines: deadlines)
  }

  private func read(_ body: HTTPBody, progress: (ModelProgress) -> Void) async throws -> ModelResponse {
    var parser = ServerSentEventParser()
    var decoder = Codec.Decoder(limits: DecodingLimits())
    var watch = ProgressWatch(deadlines)
    for try await piece in body {
      for event in try parser.consume(piece) {
        if let news = try decoder.receive(event) { progress(news) }
      }
      if let response = decoder.response {
        // The end of the body is on its way; with it read, the connection can serve the next request.
        try await body.drain(within: .milliseconds(200))
        return response
      }
      try watch.note(decoder.state.steps)
    }
    if let event = try parser.finish() { _ = try decoder.receive(event) }
    return try decoder.finish()
  }

  /// The error for a response that is no answer.
  private func refusal(_ response: HTTPResponse) async throws -> ModelError {
    var body: [UInt8] = []
    let end = ContinuousClock.now + ProgressWatch(deadlines).patience
    do {
      while body.count < 64 << 10, ContinuousClock.now < end, let piece = try await response.body.next() {
        body += piece
      }
    } catch let error as HTTPError {
      // What came before the connection was cut says more than the cut does, but a cancelled task is what it is.
      if error.code == .cancelled { throw Self.error(error, isStreaming: false) }
    }
    return Codec.error(
      status: response.status, headers: response.headers, body: redactor.blankingKnown(in: body), now: Double(time(nil))
    )
  }

  private static func isEventStream(_ headers: HTTPHeaders) -> Bool {
    guard let type = headers["content-type"] else { return true }
    return type.lowercased().hasPrefix("text/event-stream")
  }

  private static func error(_ error: HTTPError, isStreaming: Bool) -> any Error {
    error.code == .cancelled ? CancellationError() : ModelError(error, isStreaming: isStreaming)
  }
}

package typealias MessagesProvider = ProtocolProvider<MessagesCodec>
package typealias ChatCompletionsProvider = ProtocolProvider<ChatCompletionsCodec>
package typealias ResponsesProvider = ProtocolProvider<ResponsesCodec>
