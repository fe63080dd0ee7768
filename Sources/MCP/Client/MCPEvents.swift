internal import JSON
internal import JSONRPC
internal import Synchronization

/// What a server tells by itself.
final class MCPEvents: Sendable {
  /// Messages that are kept.
  private static let logLimit = 50

  /// Scalars of one message that are kept.
  private static let messageLimit = 500

  private struct State {
    var log: [String] = []
    var hasChangedTools = false
    var progress: [String: @Sendable (String) -> Void] = [:]
  }

  private let state = Mutex(State())

  /// The last messages that the server wrote to its client's log.
  var log: [String] { state.withLock(\.log) }

  /// Whether the server said that its tools are not those it listed; asking takes the news.
  func takeToolsChange() -> Bool {
    state.withLock { state in
      defer { state.hasChangedTools = false }
      return state.hasChangedTools
    }
  }

  /// Keeps the news for the next who asks.
  func keepToolsChange() { state.withLock { $0.hasChangedTools = true } }

  /// Has the progress of one request told.
  func follow(_ token: String, _ tell: @escaping @Sendable (String) -> Void) {
    state.withLock { $0.progress[token] = tell }
  }

  func unfollow(_ token: String) { state.withLock { _ = $0.progress.removeValue(forKey: token) } }

  /// The handler of a session: a ping is answered; roots, sampling and elicitation were not offered and are refused.
  var handler: RPCHandler {
    RPCHandler(
      request: { method, _ in method == "ping" ? .result([:]) : .failure(.unknownMethod(method)) },
      notification: { self.hear($0, $1) })
  }

  private func hear(_ method: String, _ parameters: JSONValue?) {
    switch method {
    case "notifications/tools/list_changed": keepToolsChange()
    case "notifications/message":
      let data = parameters?["data"]
      let text = Self.bounded(data?.string ?? data?.serialized() ?? "")
      let level = Self.bounded(parameters?["level"]?.string ?? "info")
      state.withLock { state in
        if state.log.count >= Self.logLimit { state.log.removeFirst() }
        state.log.append("\(level): \(text)")
      }
    case "notifications/progress":
      guard let token = parameters?["progressToken"]?.string, let tell = state.withLock({ $0.progress[token] }) else {
        return
      }
      tell(Self.words(of: parameters))
    default: break
    }
  }

  private static func words(of parameters: JSONValue?) -> String {
    func number(_ key: String) -> String? {
      parameters?[key]?.number.map { number in Int64(exactly: number).map { "\($0)" } ?? "\(number)" }
    }
    let part = [number("progress"), number("total")].compactMap { $0 }.joined(separator: " of ")
    return [part, bounded(parameters?["message"]?.string ?? "")].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  private static func bounded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(messageLimit)))
  }
}
