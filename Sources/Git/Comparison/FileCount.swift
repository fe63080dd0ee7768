internal import SourceText

/// Counts the changed files of a comparison against the limit, and remembers where it was passed.
struct FileCount {
  private let limit: Int
  private(set) var count = 0
  private var firstSurplusPath = ""

  /// - Parameter limit: how many files a change may have.
  init(limit: Int) {
    self.limit = limit
  }

  /// Counts one more file; whether it is still within the limit.
  mutating func admits(_ path: @autoclosure () -> String) -> Bool {
    count += 1
    if count <= limit { return true }
    if count == limit + 1 { firstSurplusPath = path() }
    return false
  }

  /// What lies past the limit, to be said; nil when nothing does.
  var omission: Omission? {
    let surplus = count - limit
    guard surplus > 0 else { return nil }
    return Omission(
      path: nil,
      reason: "\(surplus) of \(count) changed files, from \(quoted(firstSurplusPath)) on, "
        + "are past the limit of \(limit) files")
  }
}
