internal import Synchronization

/// What is still to be done when the command has come to its end and its exit status is known.
package final class ProgramEndings: Sendable {
  package typealias Action = @Sendable (ExitStatus) async -> Void

  /// Those of this process.
  package static let ofProcess = ProgramEndings()

  private let actions = Mutex<[Action]>([])

  private init() {}

  /// Has an action done at the end; the first one first.
  package func add(_ action: @escaping Action) { actions.withLock { $0.append(action) } }

  func carryOut(_ status: ExitStatus) async {
    for action in actions.withLock({ $0 }) { await action(status) }
  }
}
