import AgentKernel
import HTTP
import Models
import TestSupport
import Testing

/// Something that goes wrong at the provider's, and how a run ends that meets it.
struct ProviderFault: Sendable, CustomTestStringConvertible {
  /// Its row in `docs/Faults.md`.
  let row: String
  let name: String
  let ending: Ending

  /// How often the tool with the side effect runs.
  var effects = 1

  let reply: @Sendable (Dialect, LoopbackRequest, _ hasResult: Bool) -> LoopbackReply

  enum Ending: Sendable {
    /// The run comes to its answer, after this many requests.
    case recovers(requests: Int)
    /// The run ends with the provider's error, after this many requests.
    case fails(ModelError.Code, requests: Int)
    case ends(Outcome, requests: Int)
    case invalidOutput(requests: Int)
  }

  var testDescription: String { "\(row) \(name)" }

  /// A fault of the first request alone, from which the run recovers.
  static func passing(_ row: String, _ name: String, _ reply: @escaping @Sendable (Dialect) -> LoopbackReply) -> Self {
    ProviderFault(row: row, name: name, ending: .recovers(requests: 3)) { dialect, request, hasResult in
      request.number == 0 ? reply(dialect) : FaultyRun.plain(dialect, hasResult)
    }
  }

  /// A fault of every request; with retries there are six requests.
  static func lasting(
    _ row: String, _ name: String, _ code: ModelError.Code, requests: Int,
    _ reply: @escaping @Sendable (Dialect) -> LoopbackReply
  ) -> Self {
    ProviderFault(row: row, name: name, ending: .fails(code, requests: requests), effects: 0) { dialect, _, _ in
      reply(dialect)
    }
  }
}
