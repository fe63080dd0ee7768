internal import Synchronization

/// What a run has cost while it still goes on, as people read it behind what it does.
package final class SpentSoFar: Sendable {
  private let state = Mutex("")

  package init() {}

  package var text: String {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
