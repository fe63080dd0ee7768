package import HTTP
package import Redaction
internal import SourceText
internal import Synchronization

/// Answers from a recording, byte for byte and piece for piece, without any network.
///
/// A request is found by its method, path and body. Each recorded answer is given once: the same request sent again gets the
/// answers in the order in which they came.
package final class ReplayingTransport: ModelTransport {
  private struct State {
    var requests = 0

    /// The numbers of the answers not yet given, for each request.
    var waiting: [ContentHash: ArraySlice<Int>]
  }

  private let cassette: Cassette
  private let exchanges: [(name: String, exchange: RecordedExchange)]
  private let redactor: Redactor
  private let state: Mutex<State>

  /// - Parameters:
  ///   - folder: a recording of `RecordingTransport`'s.
  ///   - redactor: knows what the recording was masked for, if requests of now hold it.
  /// - Throws: `ModelError` when the recording cannot be read.
  package init(folder: String, redactor: Redactor = Redactor()) throws(ModelError) {
    cassette = Cassette(folder: folder)
    self.redactor = redactor
    exchanges = try cassette.read()
    let waiting = Dictionary(grouping: exchanges.indices) { [exchanges] in exchanges[$0].exchange.key }
    state = Mutex(State(waiting: waiting.mapValues { $0[...] }))
  }

  /// - Throws: `ModelError` with the code `notRecorded` for a request that the recording does not hold, or not once more; the
  ///   recorded `HTTPError` for an exchange that failed then.
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let wanted = try RecordedExchange(request, redactor: redactor)
    let (number, found) = state.withLock { state in
      state.requests += 1
      return (state.requests, state.waiting[wanted.key]?.popFirst())
    }
    guard let found else { throw notRecorded(wanted, number: number) }
    let exchange = exchanges[found].exchange
    let failure = exchange.failure.map { $0.code == .cancelled ? HTTPError(.broken, "the recording ends here") : $0 }
    guard let status = exchange.status else { throw failure ?? HTTPError(.broken, "the recording has no response") }
    let body = Pieces(exchange.pieces, failure: failure)
    return HTTPResponse(
      status: status, headers: HTTPHeaders(exchange.headers),
      body: HTTPBody(next: { try body.next() }, cancel: { body.cancel() }))
  }

  private func notRecorded(_ wanted: RecordedExchange, number: Int) -> ModelError {
    let request = "request \(number) (\(wanted.method) \(wanted.path), \(wanted.requestBody.count) bytes)"
    if let same = exchanges.last(where: { $0.exchange.key == wanted.key }) {
      return cassette.failure("has no further answer to \(request), whose last one, \(same.name), was given already")
    }
    let candidates = exchanges.filter { $0.exchange.method == wanted.method && $0.exchange.path == wanted.path }
    let nearest = candidates.map { ($0, Self.commonPrefix($0.exchange.requestBody, wanted.requestBody)) }
      .max { $0.1 < $1.1 }
    guard let (recorded, offset) = nearest else {
      return cassette.failure("has no answer to \(request), nor to any request of this method and path")
    }
    let then = Self.excerpt(recorded.exchange.requestBody, at: offset)
    let now = Self.excerpt(wanted.requestBody, at: offset)
    return cassette.failure(
      "has no answer to \(request); the nearest, \(recorded.name), differs from byte \(offset): `\(then)` then, `\(now)` now"
    )
  }

  private static func commonPrefix(_ left: [UInt8], _ right: [UInt8]) -> Int {
    zip(left, right).prefix { $0 == $1 }.count
  }

  private static func excerpt(_ bytes: [UInt8], at offset: Int) -> String {
    String(decoding: bytes[max(0, offset - 20)..<min(bytes.count, offset + 20)], as: UTF8.self)
  }

  /// What is left of one answer.
  private final class Pieces: Sendable {
    private struct State {
      var rest: ArraySlice<[UInt8]>
      var failure: HTTPError?
    }

    private let state: Mutex<State>

    init(_ pieces: [[UInt8]], failure: HTTPError?) {
      state = Mutex(State(rest: pieces[...], failure: failure))
    }

    func next() throws -> [UInt8]? {
      if Task.isCancelled { cancel() }
      return try state.withLock { state in
        if let piece = state.rest.popFirst() { return piece }
        if let failure = state.failure { throw failure }
        return nil
      }
    }

    func cancel() {
      state.withLock { state in
        guard !state.rest.isEmpty else { return }
        state = State(rest: [], failure: HTTPError(.cancelled, "the exchange was cancelled"))
      }
    }
  }
}
