internal import Git
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What must be so before a run begins, and what its reader should know about the repository.
struct Preconditions {
  let repository: any Repository
  let options: RunOptions

  /// Paths that are named in a sentence.
  private static let nameCount = 3

  /// - Parameters:
  ///   - base: the commit that the first step stands on.
  ///   - isApplied: whether the result lies in the work tree already, which so need not be clean.
  /// - Returns: what is worth knowing, a sentence each.
  /// - Throws: `RefactoringError` with code `.precondition`.
  func check(base: ObjectID, isApplied: Bool = false) async throws -> [String] {
    var notes: [String] = []
    let location = await repository.location
    let head = try? await repository.commit(named: "HEAD").id
    if isApplied {
      notes.append("The result lies in the work tree already.")
    } else if options.result == .apply {
      try await checkWorkTree(location, base: base, head: head)
    } else if location.workTree != nil, head == base {
      let changed = try await changedPaths(since: base)
      if !changed.isEmpty {
        notes.append(
          "What is not committed is no part of it: \(Self.list(changed)); the steps stand on \(base.short).")
      }
    }
    if location.workTree != nil, try await repository.checkedOutReference() == nil {
      notes.append("No branch is checked out; the steps stand on \(base.short).")
    }
    if try await isSet("core.sparseCheckout") {
      notes.append("This is a sparse checkout: files that are not checked out here are changed too.")
    }
    let submodules = try await repository.entries(in: .commit(base), below: nil).filter { $0.mode == .submodule }
    if !submodules.isEmpty {
      notes.append("Submodules are left alone: \(Self.list(submodules.map(\.path.string))).")
    }
    return notes
  }

  /// - Throws: `RefactoringError` with code `.precondition` when commits would need what this program does not do.
  func checkCommits(home: String?) async throws {
    guard options.result == .branch, !options.skipsHooks else { return }
    let requirements = try await repository.commitRequirements(home: home)
    guard !requirements.hooks.isEmpty else { return }
    throw RefactoringError(
      .precondition,
      "the repository has commit hooks (\(requirements.hooks.joined(separator: ", ")) in "
        + "\(String(reflecting: requirements.hooksFolder))). They would run outside of the sandbox, on code that was just "
        + "changed, and so are not run here: --skip-hooks commits without them, --patch leaves the commits to you")
  }

  private func checkWorkTree(_ location: RepositoryLocation, base: ObjectID, head: ObjectID?) async throws {
    guard let workTree = location.workTree else {
      throw RefactoringError(
        .precondition,
        "the repository \(String(reflecting: location.gitFolder)) is bare, and has no files for --apply; "
          + "leave it out for a branch, or take --patch")
    }
    guard head == base else {
      throw RefactoringError(
        .precondition,
        "--apply works on what is checked out, and \(options.base) is another commit; leave one of them out")
    }
    let lock = "\(location.gitFolder)/index.lock"
    guard access(lock, F_OK) != 0 else {
      throw RefactoringError(
        .precondition,
        "git is at work in \(String(reflecting: workTree)); wait for its end, or, if no git program runs, delete "
          + String(reflecting: lock))
    }
    let changed = try await changedPaths(since: base)
    guard changed.isEmpty else {
      throw RefactoringError(
        .precondition,
        "--apply needs a clean work tree, and \(Self.list(changed)) \(changed.count == 1 ? "is" : "are") not committed; "
          + "commit that, or leave --apply out for a branch")
    }
  }

  /// Tracked files that are changed or staged.
  private func changedPaths(since base: ObjectID) async throws -> [String] {
    var paths: Set<String> = []
    for snapshot in [Snapshot.index, .workTree] {
      for file in try await repository.changes(from: .commit(base), to: snapshot, limits: DiffLimits()).files {
        // What git does not know yet is in nobody's way.
        if snapshot == .workTree, file.kind == .added, try await repository.entry(at: file.path, in: .index) == nil {
          continue
        }
        paths.insert(file.path.string)
      }
    }
    return paths.sorted()
  }

  private func isSet(_ key: String) async throws -> Bool {
    let text = try await repository.configuration(key)?.text.lowercased()
    return text.map { !["false", "no", "off", "0"].contains($0) } ?? false
  }

  private static func list(_ paths: [String]) -> String {
    let shown = paths.prefix(nameCount).map { String(reflecting: $0) }.joined(separator: ", ")
    return paths.count > nameCount ? "\(shown) and \(paths.count - nameCount) more" : shown
  }
}
