package import HTTP
package import Redaction
internal import Synchronization

/// Passes requests on, and writes what went over the wire into a folder, for `ReplayingTransport` to answer from.
///
/// Secrets are masked in all that is written; of a response's headers only those that mean something to a codec are kept, of a
/// request's none.
package final class RecordingTransport: ModelTransport {
  private struct State {
    var count = 0
    var failure: ModelError?
  }

  private let transport: any ModelTransport
  private let cassette: Cassette
  private let redactor: Redactor
  private let state = Mutex(State())

  /// - Parameters:
  ///   - transport: what does the sending.
  ///   - folder: where the recording goes; made if absent.
  ///   - redactor: knows what must not be written, such as the key.
  /// - Throws: `ModelError` when the folder cannot be made or holds a recording already.
  package init(_ transport: any ModelTransport, folder: String, redactor: Redactor) throws(ModelError) {
    self.transport = transport
    self.redactor = redactor
    cassette = try Cassette.create(folder)
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let number = try state.withLock { state in
      if let failure = state.failure { throw failure }
      state.count += 1
      return state.count
    }
    let recorder = Recorder(try RecordedExchange(request, redactor: redactor)) { [self] in try write($0, number) }
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch let error as HTTPError {
      try recorder.finish(error)
      throw error
    }
    recorder.begin(status: response.status, headers: response.headers.filter { Self.isKept($0.name) })
    let body = response.body
    return HTTPResponse(
      status: response.status, headers: response.headers,
      body: HTTPBody(
        next: {
          do {
            guard let piece = try await body.next() else {
              try recorder.finish(nil)
              return nil
            }
            recorder.append(piece)
            return piece
          } catch let error as HTTPError {
            try recorder.finish(error)
            throw error
          }
        },
        cancel: {
          body.cancel()
          // A failure to write is told to the next request.
          try? recorder.finish(HTTPError(.cancelled, "the reader left before the end"))
        }))
  }

  private func write(_ exchange: RecordedExchange, _ number: Int) throws(ModelError) {
    var exchange = exchange
    exchange.headers = exchange.headers.map { HTTPHeader($0.name, redactor.blankingKnown(in: $0.value)) }
    exchange.pieces = maskedAcrossPieces(exchange.pieces)
    exchange.failure = exchange.failure.map { HTTPError($0.code, redactor.blanking($0.description)) }
    do {
      try cassette.write(exchange, number: number)
    } catch {
      state.withLock { $0.failure = error }
      throw error
    }
  }

  /// Masks the whole, since a secret may lie across a cut, and cuts it again at the same places.
  private func maskedAcrossPieces(_ pieces: [[UInt8]]) -> [[UInt8]] {
    var rest = redactor.blankingForms(in: Array(pieces.joined()))[...]
    return pieces.map { piece in
      defer { rest = rest.dropFirst(piece.count) }
      return Array(rest.prefix(piece.count))
    }
  }

  private static func isKept(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["content-type", "request-id", "retry-after", "retry-after-ms"].contains(name)
      || name.hasPrefix("anthropic-ratelimit-") || name.hasPrefix("x-ratelimit-")
  }

  /// Collects one exchange and writes it once, when it ends.
  private final class Recorder: Sendable {
    private let exchange: Mutex<RecordedExchange?>
    private let write: @Sendable (RecordedExchange) throws -> Void

    init(_ exchange: RecordedExchange, write: @escaping @Sendable (RecordedExchange) throws -> Void) {
      self.exchange = Mutex(exchange)
      self.write = write
    }

    func begin(status: Int, headers: [HTTPHeader]) {
      exchange.withLock {
        $0?.status = status
        $0?.headers = headers
      }
    }

    func append(_ piece: [UInt8]) {
      exchange.withLock { $0?.pieces.append(piece) }
    }

    func finish(_ failure: HTTPError?) throws {
      guard var exchange = exchange.withLock({ $0.take() }) else { return }
      exchange.failure = failure
      try write(exchange)
    }
  }
}
