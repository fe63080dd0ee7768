package import HTTP
internal import Synchronization

/// Keeps the first request and sends none, so that a user can see what would leave the machine.
package final class CapturingTransport: ModelTransport {
  private let first = Mutex<HTTPRequest?>(nil)

  package init() {}

  /// The first request; nil when none was to be sent.
  package var request: HTTPRequest? { first.withLock { $0 } }

  /// - Throws: always, `ModelError` with code `.notSent`.
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    first.withLock { $0 = $0 ?? request }
    throw ModelError(.notSent, "the request was not sent: it was only to be shown")
  }
}

extension HTTPRequest {
  /// The request as a text: method and address, the headers without the values of secret ones, an empty line, the body.
  package var payload: String {
    let head = ["\(method.rawValue) \(url)"] + headers.map(\.description)
    return head.joined(separator: "\n") + "\n\n" + String(decoding: body, as: UTF8.self)
  }
}
