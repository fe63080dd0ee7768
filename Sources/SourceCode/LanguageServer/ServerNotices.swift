internal import JSON
internal import Synchronization

/// What a server has told without being asked: diagnostics, and what it is busy with.
///
/// A lock and not an actor, since the connection hands each notice over before it looks at the next message.
final class ServerNotices: Sendable {
  /// The diagnostics of a document as they were sent last.
  struct Published {
    /// The version of the document that they are about, if the server says so.
    var version: Int?
    var diagnostics: [CodeDiagnostic]
    var time: ContinuousClock.Instant
  }

  private struct State {
    var published: [String: Published] = [:]
    /// What was begun and not ended, by its token.
    var busy: Set<String> = []
    /// Whether it registered that it answers requests for diagnostics.
    var answersDiagnostics = false
    /// The edits that an action has asked for; nil while none is carried out.
    var edits: [JSONValue]?
  }

  /// More documents and tasks than these are not kept.
  private static let limit = 5_000

  /// The most diagnostics of one document.
  private static let diagnosticLimit = 1_000

  /// The most edits that one action may ask for.
  private static let editLimit = 100

  private let state = Mutex(State())

  func published(for address: String) -> Published? { state.withLock { $0.published[address] } }

  /// Whether the server is at something that it has announced.
  var isBusy: Bool { state.withLock { !$0.busy.isEmpty } }

  /// Whether diagnostics are to be asked for: the answer is its last word, where what it sends by itself may be stale.
  var answersDiagnostics: Bool { state.withLock(\.answersDiagnostics) }

  /// Notes what a server registers after the greeting.
  func register(_ registrations: [JSONValue]) {
    guard registrations.contains(where: { $0["method"] == "textDocument/diagnostic" }) else { return }
    state.withLock { $0.answersDiagnostics = true }
  }

  func take(_ method: String, _ parameters: JSONValue?) {
    guard let parameters else { return }
    switch method {
    case "textDocument/publishDiagnostics":
      guard let address = parameters["uri"]?.string, let values = parameters["diagnostics"]?.array else { return }
      let published = Published(
        version: parameters["version"]?.integer,
        diagnostics: values.prefix(Self.diagnosticLimit).compactMap(CodeDiagnostic.init(_:)), time: .now)
      state.withLock { state in
        guard state.published.count < Self.limit || state.published[address] != nil else { return }
        state.published[address] = published
      }
    case "$/progress":
      guard let token = Self.token(parameters["token"]), let kind = parameters["value"]?["kind"]?.string else { return }
      state.withLock { state in
        if kind == "begin", state.busy.count < Self.limit { state.busy.insert(token) }
        if kind == "end" { state.busy.remove(token) }
      }
    default: break
    }
  }

  /// From now on edits that the server wants to be made are kept.
  func beginEdits() { state.withLock { $0.edits = [] } }

  /// The edits since `beginEdits`; later ones are refused again.
  func endEdits() -> [JSONValue] {
    state.withLock { state in
      defer { state.edits = nil }
      return state.edits ?? []
    }
  }

  /// Keeps an edit if an action is being carried out.
  func keep(edit: JSONValue) -> Bool {
    state.withLock { state in
      guard let count = state.edits?.count, count < Self.editLimit else { return false }
      state.edits?.append(edit)
      return true
    }
  }

  /// Forgets what was said of a document, since it is another one now.
  func forget(_ address: String) { state.withLock { $0.published[address] = nil } }

  private static func token(_ value: JSONValue?) -> String? {
    value?.string ?? value?.integer.map { "\($0)" }
  }
}
