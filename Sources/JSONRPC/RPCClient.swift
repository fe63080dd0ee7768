package import JSON

/// One side of a conversation: asks and is answered, tells, and answers what it is asked.
///
/// Messages go out in the order of the calls. When the other side ends, breaks the rules or does not read, every request
/// that waits ends with an error, and later ones do at once.
package actor RPCClient {
  package struct Configuration: Sendable {
    /// How long a request may take unless it says otherwise.
    package var timeout: Duration

    /// How long the other side may not read before it is given up.
    package var writePatience: Duration

    /// Pieces that are no message, and answers to nothing, before the other side is given up.
    package var toleratedFaults: Int

    /// Requests of the other side that are answered at the same time; more are refused.
    package var answersAtOnce: Int

    /// The notification that takes a request back; nil when the protocol has none for it.
    package var cancellation: @Sendable (_ id: RPCRequestID, _ method: String, _ reason: String) -> RPCMessage?

    package init(
      timeout: Duration = .seconds(60), writePatience: Duration = .seconds(30), toleratedFaults: Int = 64,
      answersAtOnce: Int = 32,
      cancellation: @escaping @Sendable (_ id: RPCRequestID, _ method: String, _ reason: String) -> RPCMessage? = {
        _, _, _ in nil
      }
    ) {
      self.timeout = timeout
      self.writePatience = writePatience
      self.toleratedFaults = toleratedFaults
      self.answersAtOnce = answersAtOnce
      self.cancellation = cancellation
    }
  }

  private struct Waiting {
    let method: String
    let continuation: CheckedContinuation<JSONValue, any Error>
    let timer: Task<Void, Never>
  }

  private struct Outgoing {
    let message: RPCMessage
    let written: CheckedContinuation<Void, any Error>?
  }

  private let transport: any RPCTransport
  private let handler: RPCHandler
  private let configuration: Configuration

  private var waiting: [RPCRequestID: Waiting] = [:]
  private var nextNumber: Int64 = 1
  private var outbox: [Outgoing] = []
  private var isWriting = false
  private var answering = 0
  private var faults = 0

  /// Requests that were given up: their answers may still come, and are no fault.
  private var abandoned: Set<RPCRequestID> = []
  private var reader: Task<Void, Never>?
  private var end: RPCError?

  /// - Parameter handler: what answers the other side's requests.
  package init(
    _ transport: any RPCTransport, handler: RPCHandler = .refusing, configuration: Configuration = Configuration()
  ) {
    self.transport = transport
    self.handler = handler
    self.configuration = configuration
  }

  deinit { reader?.cancel() }

  /// Why the conversation is over; nil while it goes on.
  package var ending: RPCError? { end }

  /// Asks, and waits for the answer.
  ///
  /// When the task is cancelled or the time is over, the other side is told that nobody waits any more.
  ///
  /// - Parameters:
  ///   - timeout: how long it may take; nil for the configuration's.
  /// - Throws: `RPCError`, also for an answer that says no (`.refused`); `CancellationError`.
  package func request(
    _ method: String, _ parameters: JSONValue? = nil, timeout: Duration? = nil
  ) async throws -> JSONValue {
    try Task.checkCancellation()
    if let end { throw end }
    listen()
    let id = RPCRequestID.number(nextNumber)
    nextNumber += 1
    let timeout = timeout ?? configuration.timeout
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
        let timer = Task { [weak self] in
          guard (try? await Task.sleep(for: timeout)) != nil else { return }
          let error = RPCError(.timedOut, "no answer to \(method) within \(timeout)")
          await self?.abandon(id, error, reason: "timed out")
        }
        waiting[id] = Waiting(method: method, continuation: continuation, timer: timer)
        post(Outgoing(message: .request(id: id, method: method, parameters: parameters), written: nil))
      }
    } onCancel: {
      Task { await self.abandon(id, CancellationError(), reason: "cancelled") }
    }
  }

  /// Tells something; returns when it is on its way.
  ///
  /// - Throws: `RPCError` when the conversation is over.
  package func notify(_ method: String, _ parameters: JSONValue? = nil) async throws {
    if let end { throw end }
    listen()
    try await withCheckedThrowingContinuation { continuation in
      post(Outgoing(message: .notification(method: method, parameters: parameters), written: continuation))
    }
  }

  /// Ends the conversation; what waits ends with an error.
  package func close() async {
    finish(RPCError(.closed, "the conversation was ended"))
    await transport.close()
  }

  /// Begins to read, once.
  private func listen() {
    guard reader == nil else { return }
    reader = Task { [weak self, transport] in
      var ending = RPCError(.closed, "the other side has ended")
      do {
        while let pieces = try await transport.receive() {
          guard let self, await self.take(pieces) else { return }
        }
      } catch let error as RPCError {
        ending = error
      } catch {
        ending = RPCError(.closed, "the other side was lost: \(error)")
      }
      await self?.finish(ending)
      await transport.close()
    }
  }

  /// Looks at what came; false when that was the end.
  private func take(_ pieces: [Result<RPCMessage, RPCError>]) async -> Bool {
    for piece in pieces where end == nil {
      switch piece {
      case .success(.request(let id, let method, let parameters)): answer(id, method, parameters)
      case .success(.notification(let method, let parameters)): handler.notification(method, parameters)
      case .success(.response(let id, let result)): settle(id, .result(result))
      case .success(.failure(let id?, let failure)): settle(id, .failure(failure))
      case .success(.failure(nil, let failure)): note(fault: "it says: \(failure.message)")
      case .failure(let error): note(fault: "\(error)")
      }
    }
    if end != nil { await transport.close() }
    return end == nil
  }

  private func settle(_ id: RPCRequestID, _ result: RPCAnswer) {
    guard let request = waiting.removeValue(forKey: id) else {
      if abandoned.remove(id) == nil { note(fault: "it answers what it was not asked") }
      return
    }
    request.timer.cancel()
    switch result {
    case .result(let value): request.continuation.resume(returning: value)
    case .failure(let failure):
      let error = RPCError(.refused(failure), "\(request.method) was refused: \(failure.message) (\(failure.code))")
      request.continuation.resume(throwing: error)
    }
  }

  private func note(fault: String) {
    faults += 1
    if faults > configuration.toleratedFaults {
      finish(RPCError(.malformed, "the other side does not keep to the protocol: \(fault)"))
    }
  }

  private func abandon(_ id: RPCRequestID, _ error: any Error, reason: String) {
    guard let request = waiting.removeValue(forKey: id) else { return }
    request.timer.cancel()
    abandoned.insert(id)
    // A request that was not sent yet need not be taken back.
    if let index = outbox.firstIndex(where: { $0.message.requestID == id }) {
      outbox.remove(at: index)
    } else if let message = configuration.cancellation(id, request.method, reason) {
      post(Outgoing(message: message, written: nil))
    }
    request.continuation.resume(throwing: error)
  }

  private func answer(_ id: RPCRequestID, _ method: String, _ parameters: JSONValue?) {
    guard answering < configuration.answersAtOnce else {
      let failure = RPCFailure(code: RPCFailure.internalError, message: "too many requests at once")
      return post(Outgoing(message: .failure(id: id, failure: failure), written: nil))
    }
    answering += 1
    Task { [weak self, handler] in
      let result = await handler.request(method, parameters)
      await self?.answered(id, result)
    }
  }

  private func answered(_ id: RPCRequestID, _ result: RPCAnswer) {
    answering -= 1
    switch result {
    case .result(let value): post(Outgoing(message: .response(id: id, result: value), written: nil))
    case .failure(let failure): post(Outgoing(message: .failure(id: id, failure: failure), written: nil))
    }
  }

  private func post(_ outgoing: Outgoing) {
    if let end {
      outgoing.written?.resume(throwing: end)
      return
    }
    // What floods with requests and does not read the answers is given up.
    guard outbox.count < 10_000 else { return finish(RPCError(.closed, "the other side does not read")) }
    outbox.append(outgoing)
    guard !isWriting else { return }
    isWriting = true
    Task { await self.writeAll() }
  }

  private func writeAll() async {
    while !outbox.isEmpty {
      let next = outbox.removeFirst()
      let patience = configuration.writePatience
      let watch = Task { [weak self] in
        guard (try? await Task.sleep(for: patience)) != nil else { return }
        await self?.giveUp("the other side has not read for \(patience)")
      }
      do {
        try await transport.send(next.message)
        next.written?.resume()
      } catch {
        next.written?.resume(throwing: end ?? RPCError(.closed, "the other side cannot be reached: \(error)"))
        finish(RPCError(.closed, "the other side cannot be reached: \(error)"))
      }
      watch.cancel()
    }
    isWriting = false
  }

  private func giveUp(_ reason: String) async {
    finish(RPCError(.closed, reason))
    await transport.close()
  }

  private func finish(_ error: RPCError) {
    guard end == nil else { return }
    end = error
    let (waiting, outbox) = (self.waiting, self.outbox)
    self.waiting = [:]
    self.outbox = []
    for request in waiting.values {
      request.timer.cancel()
      request.continuation.resume(throwing: error)
    }
    for outgoing in outbox { outgoing.written?.resume(throwing: error) }
  }
}

extension RPCMessage {
  fileprivate var requestID: RPCRequestID? {
    if case .request(let id, _, _) = self { id } else { nil }
  }
}
