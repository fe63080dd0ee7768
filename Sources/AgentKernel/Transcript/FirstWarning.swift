internal import Synchronization

/// Says the first of many warnings: a disk is full for all files of a run.
final class FirstWarning: Sendable {
  private let isSaid = Mutex(false)
  private let warn: @Sendable (String) -> Void

  init(_ warn: @escaping @Sendable (String) -> Void) { self.warn = warn }

  func say(_ words: String) {
    let isFirst = isSaid.withLock { isSaid in
      defer { isSaid = true }
      return !isSaid
    }
    if isFirst { warn(words) }
  }
}
