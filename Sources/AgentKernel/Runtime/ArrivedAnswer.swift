internal import Models
internal import Synchronization

/// What has arrived of an answer, for the case that the rest does not.
final class ArrivedAnswer: Sendable {
  private struct State {
    var hasBegun = false
    var counted = Usage()
    var bytes = 0
  }

  private let state = Mutex(State())

  /// Whether anything of the answer has come.
  var hasBegun: Bool { state.withLock(\.hasBegun) }

  func note(_ progress: ModelProgress) {
    state.withLock { state in
      state.hasBegun = true
      switch progress {
      case .started(let usage): state.counted = usage
      case .text(let part), .thinking(let part), .arguments(let part): state.bytes += part.utf8.count
      case .toolCall: break
      }
    }
  }

  /// What the provider is taken to bill if nothing more comes.
  func cutOff(_ open: OpenRequest) -> Usage {
    state.withLock { open.cutOff(counted: $0.counted, answerBytes: $0.bytes) }
  }
}
