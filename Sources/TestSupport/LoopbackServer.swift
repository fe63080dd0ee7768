internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A small HTTP/1.1 server on 127.0.0.1 with real sockets, that answers from a script, faults included.
package final class LoopbackServer: Sendable {
  /// What a test can wait for.
  package enum Event: Hashable, Sendable {
    case requested(Int)
    /// The other side closed the connection during `stall`, or before all was sent.
    case closedByPeer(request: Int)
    /// The other side takes no bytes for a while during `flood`; the bytes it took so far.
    case heldBack(request: Int, sent: Int)
  }

  private struct State {
    var requests: [LoopbackRequest] = []
    var count = 0
    var connections: [CInt] = []
    var accepted = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let listener: CInt
  private let keepsRequests: Bool
  private let reply: @Sendable (LoopbackRequest) -> LoopbackReply
  private let continuation: AsyncStream<Event>.Continuation

  /// What happened so far and what will, for one reader.
  package let events: AsyncStream<Event>

  /// The port on 127.0.0.1.
  package let port: Int

  /// The address to put before a path.
  package var url: String { "http://127.0.0.1:\(port)" }

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - keepsRequests: whether `requests` has them; a long run's would fill the memory.
  ///   - reply: decides on the answer to each request; may be called on several threads at once.
  package init(
    keepsRequests: Bool = true, _ reply: @escaping @Sendable (LoopbackRequest) -> LoopbackReply
  ) throws {
    self.keepsRequests = keepsRequests
    self.reply = reply
    (events, continuation) = AsyncStream.makeStream()
    (listener, port) = try Self.listen()
    Self.startThread { [weak self, listener] in
      // Only a look at the server now and then keeps this thread from keeping it alive for ever.
      while let self, !self.state.withLock(\.isStopped) {
        var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 20) > 0 else { continue }
        let connection = accept(listener, nil, nil)
        if connection >= 0 { self.serve(connection) }
      }
      close(listener)
    }
  }

  /// Starts a server that answers with these replies in turn, and with the last one from then on.
  package convenience init(_ replies: [LoopbackReply]) throws {
    try self.init { request in
      replies.isEmpty ? .response(500) : replies[min(request.number, replies.count - 1)]
    }
  }

  deinit {
    stop()
  }

  /// Closes all connections and listens no more.
  package func stop() {
    state.withLock { state in
      state.isStopped = true
      // Each connection's own thread closes it; this makes that thread's call return.
      for connection in state.connections { shutdown(connection, CInt(SHUT_RDWR)) }
    }
    continuation.finish()
  }

  /// All requests so far, in the order of their arrival.
  package var requests: [LoopbackRequest] { state.withLock(\.requests) }

  /// How many connections were opened so far.
  package var acceptedConnections: Int { state.withLock(\.accepted) }

  /// Waits for an event; earlier ones are passed over.
  package func wait(for isWanted: (Event) -> Bool) async -> Event? {
    for await event in events where isWanted(event) { return event }
    return nil
  }

  // MARK: Connections

  private func serve(_ connection: CInt) {
    let isServed = state.withLock { state in
      guard !state.isStopped else { return false }
      state.accepted += 1
      state.connections.append(connection)
      return true
    }
    guard isServed else { return _ = close(connection) }
    Self.startThread { [weak self] in
      var socket = LoopbackSocket(connection)
      while let received = socket.readRequest(), let self {
        guard self.answer(received, on: socket) else { break }
      }
      self?.state.withLock { $0.connections.removeAll { $0 == connection } }
      close(connection)
    }
  }

  /// Answers one request; false when the connection ends with it.
  private func answer(
    _ received: (head: String, body: [UInt8], began: ContinuousClock.Instant), on socket: LoopbackSocket
  ) -> Bool {
    let request = state.withLock { state in
      let request = LoopbackRequest(
        number: state.count, head: received.head, body: received.body, began: received.began)
      state.count += 1
      if keepsRequests { state.requests.append(request) }
      return request
    }
    continuation.yield(.requested(request.number))
    for step in reply(request).steps {
      switch step {
      case .close: return false
      case .reset:
        socket.resetOnClose()
        return false
      case .stall:
        socket.waitForClose()
        continuation.yield(.closedByPeer(request: request.number))
        return false
      case .send(let bytes):
        guard socket.send(bytes) else {
          continuation.yield(.closedByPeer(request: request.number))
          return false
        }
      case .perform(let action): action()
      case .flood(let count):
        guard flood(count, on: socket, request: request.number) else { return false }
      }
    }
    return true
  }

  private func flood(_ count: Int, on socket: LoopbackSocket, request: Int) -> Bool {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 10)
    var sent = 0
    while sent < count {
      if !socket.canSend(within: 200) { continuation.yield(.heldBack(request: request, sent: sent)) }
      guard socket.send(Array(piece.prefix(count - sent))) else {
        continuation.yield(.closedByPeer(request: request))
        return false
      }
      sent += min(piece.count, count - sent)
    }
    return true
  }

  // MARK: Sockets and threads

  private struct Failure: Error {
    let call: String
    let number: CInt
  }

  private static func listen() throws -> (CInt, Int) {
    #if canImport(Glibc)
      let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard listener >= 0 else { throw Failure(call: "socket", number: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(listener, address, size) == 0 else { return CInt(-1) }
        return getsockname(listener, address, &size)
      }
    }
    #if canImport(Glibc)
      let isListening = result == 0 && Glibc.listen(listener, 64) == 0
    #elseif canImport(Musl)
      let isListening = result == 0 && Musl.listen(listener, 64) == 0
    #else
      let isListening = result == 0 && Darwin.listen(listener, 64) == 0
    #endif
    guard isListening else {
      defer { close(listener) }
      throw Failure(call: "listen", number: errno)
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  private static func startThread(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      pthread_create(&thread, nil, { LoopbackServer.runThread($0) }, box)
      if let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      pthread_create(&thread, nil, { LoopbackServer.runThread($0) }, box)
      pthread_detach(thread)
    #endif
  }

  private static func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
  }
}

extension LoopbackRequest {
  fileprivate init(number: Int, head: String, body: [UInt8], began: ContinuousClock.Instant) {
    let lines = head.split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    self.init(
      number: number, method: String(words.first ?? ""), path: String(words.dropFirst().first ?? ""), headers: headers,
      body: body, began: began)
  }
}
