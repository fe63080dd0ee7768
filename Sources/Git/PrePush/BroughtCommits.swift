internal import SourceText

/// The commits that a push brings to a remote which lacks them, all references together.
///
/// One walk for all: a push of thousands of references to a remote with thousands would otherwise walk millions of times.
struct BroughtCommits {
  /// How many commits are listed at the most.
  static let limit = 100_000

  private let commits: [Commit]
  private let places: [ObjectID: Int]

  /// Nil when there are so many that the list may not be whole.
  init?(_ commits: [Commit]) {
    guard commits.count < Self.limit else { return nil }
    self.commits = commits
    places = Dictionary(uniqueKeysWithValues: commits.enumerated().map { ($1.id, $0) })
  }

  func contains(_ id: ObjectID) -> Bool { places[id] != nil }

  /// Those that are reachable from a commit and from none of some others, newest first, children before parents.
  func commits(reachableFrom tip: ObjectID, hiding hidden: [ObjectID] = []) -> [Commit] {
    let left = places(reachableFrom: hidden)
    return places(reachableFrom: [tip]).subtracting(left).sorted().map { commits[$0] }
  }

  private func places(reachableFrom tips: [ObjectID]) -> Set<Int> {
    var seen: Set<Int> = []
    var pending = tips
    while let id = pending.popLast() {
      guard let place = places[id], seen.insert(place).inserted else { continue }
      pending += commits[place].parents
    }
    return seen
  }
}
