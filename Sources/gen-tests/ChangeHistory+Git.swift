import Git
import SourceText
import TestGeneration

extension ChangeHistory {
  /// Commits that are looked at.
  private static let depth = 60

  /// How often each file was changed in the latest commits: what its blob was in a commit and in the first parent of it.
  ///
  /// A shallow clone knows fewer commits, and what cannot be read is left out: an order of targets is worth no error.
  ///
  /// - Parameter head: the commit that the project's copies began with.
  static func latest(of repository: any Repository, at head: ObjectID) async -> ChangeHistory {
    let commits = (try? await repository.commits(reachableFrom: [head], hiding: [], limit: depth)) ?? []
    var known: [ObjectID: [RelativePath: ObjectID]] = [:]
    func blobs(_ commit: ObjectID) async -> [RelativePath: ObjectID]? {
      if let found = known[commit] { return found }
      guard let entries = try? await repository.entries(in: .commit(commit), below: nil) else { return nil }
      let found = Dictionary(
        entries.filter { $0.path.fileExtension == "swift" }.map { ($0.path, $0.id) }
      ) { first, _ in first }
      known[commit] = found
      return found
    }
    var counts: [RelativePath: Int] = [:]
    let end = ContinuousClock.now + .seconds(3)
    for commit in commits where ContinuousClock.now < end {
      // What a merge brings was changed in the commits that it brings.
      guard commit.parents.count == 1, let new = await blobs(commit.id), let old = await blobs(commit.parents[0]) else {
        continue
      }
      for (path, id) in new where old[path] != id { counts[path, default: 0] += 1 }
      known[commit.id] = nil
    }
    return ChangeHistory(commits: counts)
  }
}
