internal import HTTP
internal import JSON
internal import JSONRPC

/// Messages over streamable HTTP: each goes out as a POST, and answers come as JSON or in a stream of events.
///
/// Source: the section on transports of the protocol's revisions 2025-06-18 and 2025-11-25. Sessions are kept and ended,
/// streams that break before their answer are taken up again where the server gave events identifiers, and a second stream
/// listens for what the server says by itself. No redirect is followed.
actor StreamableHTTPTransport: RPCTransport {
  /// Bytes of one answer.
  private static let sizeLimit = 8 << 20

  /// Bytes of an answer that says why there is none.
  private static let complaintLimit = 64 << 10

  /// Times that one stream is taken up again.
  private static let resumptionLimit = 5

  /// How long to wait before that, where the server does not say; and at the most, whatever it says.
  private static let resumptionWait = (standard: Duration.seconds(1), most: Duration.seconds(30))

  /// How long the stream for the server's own messages may be silent.
  private static let listeningSilence = Duration.seconds(3_600)

  private let address: MCPAddress
  private let client: HTTPClient
  private let silence: Duration
  private let mailbox = MCPMailbox()
  private var session: String?
  private var revision: MCPRevision?
  private var exchanges: [RPCRequestID: Task<Void, Never>] = [:]
  private var listener: Task<Void, Never>?
  private var isClosed = false

  init(_ address: MCPAddress, client: HTTPClient, silence: Duration) {
    self.address = address
    self.client = client
    self.silence = silence
  }

  /// From now on requests name the revision, and the server's own messages are listened for.
  func agree(on revision: MCPRevision) {
    self.revision = revision
  }

  func send(_ message: RPCMessage) async throws {
    guard !isClosed else { throw RPCError(.closed, "the session was ended") }
    switch message {
    case .request(let id, _, _):
      exchanges[id] = Task { [weak self] in await self?.exchange(id, message) }
    case .notification("notifications/cancelled", let parameters):
      if let id = parameters?["requestId"].flatMap({ RPCRequestID($0) }) { exchanges.removeValue(forKey: id)?.cancel() }
      // That nobody waits any more is told if it can be; it changes nothing here.
      _ = try? await post(message)
    default:
      let response = try await post(message)
      response.body.cancel()
      guard (200..<300).contains(response.status) else {
        throw RPCError(.closed, Self.words(for: response.status))
      }
      if case .notification("notifications/initialized", _) = message { listen() }
    }
  }

  func receive() async throws -> [Result<RPCMessage, RPCError>]? {
    try await withTaskCancellationHandler {
      try await mailbox.next().get()
    } onCancel: {
      Task { await mailbox.finish() }
    }
  }

  func close() async {
    guard !isClosed else { return }
    isClosed = true
    for exchange in exchanges.values { exchange.cancel() }
    exchanges = [:]
    listener?.cancel()
    await mailbox.finish()
    guard session != nil else { return }
    // Servers may refuse to be told, and one that is gone need not be.
    let request = HTTPRequest(
      .delete, address.url, headers: headers(accept: nil),
      deadlines: Deadlines(connect: .seconds(2), idle: .seconds(2), overall: .seconds(2)))
    _ = try? await Task { try await client.send(request).body.cancel() }.value
  }

  // MARK: One request

  private func exchange(_ id: RPCRequestID, _ message: RPCMessage) async {
    let failure = await outcome(of: id, message)
    exchanges[id] = nil
    if let failure, !Task.isCancelled { await mailbox.deliver([.success(.failure(id: id, failure: failure))]) }
  }

  /// Asks, and delivers what comes up to the answer.
  ///
  /// - Returns: why there is no answer; nil when there was one.
  private func outcome(of id: RPCRequestID, _ message: RPCMessage) async -> RPCFailure? {
    do {
      let hadSession = session != nil
      let response = try await post(message)
      guard response.status == 200 else { return await Self.failure(response, hadSession: hadSession) }
      if case .request(_, "initialize", _) = message { session = Self.session(in: response) }
      switch Self.mediaType(of: response) {
      case "application/json":
        let pieces = Self.parsed(try await response.body.collect(upTo: Self.sizeLimit))
        guard Self.answers(id, pieces) else { return Self.unreachable("answered something else than it was asked") }
        await mailbox.deliver(pieces)
        return nil
      case "text/event-stream":
        return await follow(response, until: id)
      case let type:
        return Self.unreachable(
          "answered with \(String(reflecting: String(type.prefix(80)))), which is neither JSON nor a stream of events")
      }
    } catch {
      return Self.unreachable("cannot be reached: \(error)")
    }
  }

  /// Reads streams of events, each from where the one before broke off, until the answer has come.
  private func follow(_ first: HTTPResponse, until id: RPCRequestID?) async -> RPCFailure? {
    var response = first
    var stream = MCPEventStream(limit: Self.sizeLimit)
    for attempt in 0...Self.resumptionLimit {
      let progress = stream.eventCount
      do {
        while let bytes = try await response.body.next() {
          for pieces in try stream.consume(bytes).map(Self.parsed) {
            await mailbox.deliver(pieces)
            if let id, Self.answers(id, pieces) { return nil }
          }
        }
      } catch let error as HTTPError where error.code == .tooLarge {
        return Self.unreachable("sends too much: \(error)")
      } catch {
        // As good as an end: what counts is whether it can be taken up again.
      }
      if Task.isCancelled || isClosed { return Self.unreachable("was not waited for") }
      guard let last = stream.lastID else { break }
      // A stream that brings nothing new is given up soon, one that lives on is not.
      guard attempt < Self.resumptionLimit || stream.eventCount > progress else { break }
      let wait = min(stream.wait ?? Self.resumptionWait.standard, Self.resumptionWait.most)
      guard (try? await Task.sleep(for: wait)) != nil, let next = try? await resumed(after: last),
        next.status == 200, Self.mediaType(of: next) == "text/event-stream"
      else { break }
      response = next
      stream.restart()
    }
    return Self.unreachable("ended its stream without an answer")
  }

  private func resumed(after last: String) async throws -> HTTPResponse {
    var headers = headers(accept: "text/event-stream")
    headers.append(HTTPHeader("Last-Event-ID", last))
    return try await client.send(
      HTTPRequest(.get, address.url, headers: headers, deadlines: Deadlines(idle: silence)))
  }

  // MARK: What the server says by itself

  private func listen() {
    guard listener == nil else { return }
    let request = HTTPRequest(
      .get, address.url, headers: headers(accept: "text/event-stream"),
      deadlines: Deadlines(idle: Self.listeningSilence))
    listener = Task { [weak self, client] in
      // A server that has nothing to say by itself answers 405.
      guard let response = try? await client.send(request), response.status == 200,
        Self.mediaType(of: response) == "text/event-stream"
      else { return }
      _ = await self?.follow(response, until: nil)
    }
  }

  // MARK: Requests and responses

  private func post(_ message: RPCMessage) async throws -> HTTPResponse {
    var headers = headers(accept: "application/json, text/event-stream")
    headers.append(HTTPHeader("Content-Type", "application/json"))
    return try await client.send(
      HTTPRequest(.post, address.url, headers: headers, body: message.bytes, deadlines: Deadlines(idle: silence)))
  }

  private func headers(accept: String?) -> HTTPHeaders {
    var headers = HTTPHeaders()
    if let accept { headers.append(HTTPHeader("Accept", accept)) }
    if let session { headers.append(HTTPHeader("Mcp-Session-Id", session, isSecret: true)) }
    if let revision, revision.hasVersionHeader {
      headers.append(HTTPHeader("MCP-Protocol-Version", revision.rawValue))
    }
    if let key = address.key { headers.append(key) }
    return headers
  }

  /// The session's identifier, which must be visible ASCII; another one is as good as none.
  private static func session(in response: HTTPResponse) -> String? {
    response.headers["mcp-session-id"].flatMap { id in
      !id.isEmpty && id.utf8.count <= 1_024 && id.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? id : nil
    }
  }

  private static func mediaType(of response: HTTPResponse) -> String {
    let type = response.headers["content-type"] ?? ""
    return type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
  }

  private static func parsed(_ bytes: [UInt8]) -> [Result<RPCMessage, RPCError>] {
    do throws(RPCError) {
      return try RPCMessage.parse(bytes, limits: JSONValue.Limits(size: sizeLimit)).map { .success($0) }
    } catch {
      return [.failure(error)]
    }
  }

  private static func answers(_ id: RPCRequestID, _ pieces: [Result<RPCMessage, RPCError>]) -> Bool {
    pieces.contains { piece in
      switch piece {
      case .success(.response(let answered, _)): answered == id
      case .success(.failure(let answered, _)): answered == id
      default: false
      }
    }
  }

  private static func failure(_ response: HTTPResponse, hadSession: Bool) async -> RPCFailure {
    // Only a request that names a session is answered so because of it.
    if response.status == 404, hadSession {
      return RPCFailure(code: MCPFailureCode.sessionLost, message: "has ended the session (404)")
    }
    guard mediaType(of: response) == "application/json",
      let bytes = try? await response.body.collect(upTo: complaintLimit),
      case .failure(_, let failure)? = (try? RPCMessage.parse(bytes))?.first
    else { return unreachable(words(for: response.status)) }
    return unreachable("\(words(for: response.status)): \(failure.message)")
  }

  private static func words(for status: Int) -> String {
    switch status {
    case 401, 403: "does not let this user in (\(status)); check its key in the configuration"
    case 300..<400: "sends elsewhere (\(status)), which is not followed; name the address itself in the configuration"
    default: "answered with status \(status)"
    }
  }

  private static func unreachable(_ reason: String) -> RPCFailure {
    RPCFailure(code: MCPFailureCode.unreachable, message: reason)
  }
}
