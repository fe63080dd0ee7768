import Synchronization

/// What a review has cost while it still goes on, as people read it behind what it does.
final class SpentSoFar: Sendable {
  private let state = Mutex("")

  var text: String {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
