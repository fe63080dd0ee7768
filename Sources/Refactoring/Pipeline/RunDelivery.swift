internal import Editing
internal import Git
internal import SourceText

/// Hands over what a run made, where that is no branch.
package struct RunDelivery: Sendable {
  private let place: RunPlace

  package init(of place: RunPlace) {
    self.place = place
  }

  /// The commits as a series of patches for `git am --keep-cr`.
  ///
  /// - Throws: `EditingError`; with code `.invalid` when there are none.
  package func series(of report: RefactoringReport) async throws -> [UInt8] {
    try await RunResults(of: place.writer).series(of: report.commits)
  }

  /// Writes a series of patches into a file that is not there yet; one that is these patches was written by a process of
  /// the run that was killed then.
  ///
  /// - Parameter path: absolute.
  /// - Throws: `EditingError`.
  package static func write(_ series: [UInt8], to path: String) throws {
    let part = "\(path).part"
    if let file = try? CampaignFile.bytes(of: path, limit: series.count), file == series {
      CampaignFile.remove(part)
      return
    }
    try RunResults.write(series, to: path)
  }

  /// Brings the change into the user's work tree, all of it or nothing; where it lies already, nothing is done.
  ///
  /// - Returns: how many files changed.
  /// - Throws: `EditingError`, also for a file that is not any more what the run began with; `RefactoringError` in a bare
  ///   repository.
  package func apply(_ report: RefactoringReport) async throws -> Int {
    let location = await place.repository.location
    guard let workTree = location.workTree else {
      throw RefactoringError(.precondition, "a bare repository has no files for --apply; take --branch or --patch")
    }
    let transaction = try await Self.transaction(on: workTree, state: place.state)
    if try await isApplied(from: report.base, to: report.head) { return 0 }
    // What was tried again comes on top of what was applied before.
    let applied = report.applied ?? report.base
    // Opened anew: a reader keeps the state of the work tree that it saw first.
    let application = WorkTreeApplication(of: try await RepositoryOpener.open(at: workTree), place.writer)
    return try await application.apply(
      from: applied, staged: report.base, to: report.head, with: transaction, reason: "refactor: \(report.plan)"
    ).files.count
  }

  /// Whether all files that differ between two commits lie in the user's work tree as the second one has them.
  ///
  /// - Throws: `GitError`, `EditingError`.
  func isApplied(from base: ObjectID, to head: ObjectID) async throws -> Bool {
    guard base != head, let workTree = await place.repository.location.workTree else { return false }
    let root = try RootFolder(workTree)
    func entries(_ commit: ObjectID) async throws -> [RelativePath: TreeEntry] {
      Dictionary(uniqueKeysWithValues: try await place.writer.files(of: commit).entries.map { ($0.path, $0) })
    }
    let (old, new) = (try await entries(base), try await entries(head))
    let nameLength = await place.writer.nameLength
    for path in Set(old.keys).union(new.keys) where old[path]?.id != new[path]?.id || old[path]?.mode != new[path]?.mode
    {
      // What cannot be read as a file is not what a run applies.
      guard let there = try? root.file(at: path, limit: CommitIndex.fileSize) else {
        if new[path] == nil, !FileStamps.exists("\(root.path)/\(path)") { continue }
        return false
      }
      let mode: FileMode = there.isExecutable ? .executable : .regular
      let id = try StoredObject(.blob, there.bytes).id(nameLength: nameLength)
      guard new[path]?.id == id, new[path]?.mode == mode else { return false }
    }
    return true
  }

  /// Begins to edit the user's work tree, which takes back what an earlier run of any of the programs left half done there.
  ///
  /// - Parameters:
  ///   - workTree: its root.
  ///   - state: the program's state folder.
  /// - Throws: `EditingError`.
  static func transaction(on workTree: String, state: String) async throws -> EditTransaction {
    try await EditTransaction.open(
      RootFolder(workTree), journal: "\(state)/journals/\(ContentHash(of: workTree).hexadecimal.prefix(32))")
  }

  /// Lets go of the commits of a run that were handed over otherwise than as a branch; those of one that can be gone on with
  /// stay, since the next commits follow them.
  package func forget(_ report: RefactoringReport) async throws {
    guard report.isWhole, let reference = report.reference, reference.hasPrefix(ReferenceUpdate.privatePrefix) else {
      return
    }
    if try await place.writer.target(ofReference: reference) == report.head {
      try await place.writer.update(.delete(reference, at: report.head))
    }
  }
}
