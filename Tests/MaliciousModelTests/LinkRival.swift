import Foundation
import Synchronization

/// Somebody who puts a link in the place of a folder and takes it away again, as fast as it goes.
final class LinkRival: Sendable {
  private struct State {
    var swaps = 0
    var isStopped = false
    var hasEnded = false
  }

  private let state = Mutex(State())

  /// - Parameters:
  ///   - root: where the folder lies.
  ///   - name: the folder's name.
  ///   - target: where the link leads.
  init(in root: String, swapping name: String, with target: String) {
    let (folder, link, away) = (root + "/" + name, root + "/.link", root + "/.away")
    Thread.detachNewThread { [self] in
      _ = symlink(target, link)
      while !state.withLock(\.isStopped) {
        if rename(folder, away) == 0 {
          if rename(link, folder) == 0 {
            state.withLock { $0.swaps += 1 }
            _ = rename(folder, link)
          }
          // A tool may have made the folder anew meanwhile.
          if rename(away, folder) != 0 {
            _ = rename(folder, root + "/anew-\(UUID().uuidString)")
            _ = rename(away, folder)
          }
        }
      }
      state.withLock { $0.hasEnded = true }
    }
  }

  /// Ends it, with the folder in its place.
  ///
  /// - Returns: how often the link was there.
  func stop() -> Int {
    state.withLock { $0.isStopped = true }
    while !state.withLock(\.hasEnded) { _ = sched_yield() }
    return state.withLock(\.swaps)
  }
}
