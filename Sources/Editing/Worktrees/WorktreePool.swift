package import Git
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Folders with the files of commits, in which other programs may build, test and edit.
///
/// They lie outside the repository, in `STATE/worktrees/REPOSITORY/SLOT/tree`, and hold no `.git`: a child that could
/// write one could plant hooks and settings which the user's git would run. A slot is used again and again, since writing
/// and removing thousands of files takes longer than comparing them.
///
/// A folder without a valid marker of this program is never touched, and nothing outside the pool ever is.
package struct WorktreePool: Sendable {
  package struct Options: Hashable, Sendable {
    /// Folders that stay when a slot is used again, although no commit has them, such as `/.build`.
    package var kept: [GlobPattern]

    /// How many slots there may be at the same time.
    package var slots: Int

    /// Bytes that must stay free on the disk.
    package var reservedSpace: Int

    /// Bytes of the largest file that is written out; a larger one is left out with a line.
    package var fileSize: Int

    package init(
      kept: [GlobPattern] = [], slots: Int = 16, reservedSpace: Int = 256 << 20, fileSize: Int = 256 << 20
    ) {
      self.kept = kept
      self.slots = slots
      self.reservedSpace = reservedSpace
      self.fileSize = fileSize
    }
  }

  /// The absolute path of the repository's folder in the pool.
  package let path: String

  private let repository: String
  private let writer: any RepositoryWriter
  private let options: Options
  private let folder: PrivateFolder

  /// Opens the pool of one repository, and makes its folder.
  ///
  /// - Parameters:
  ///   - state: the absolute path of the program's state folder, which lies outside the repository.
  ///   - writer: the repository.
  /// - Throws: `EditingError`; with code `.invalid` when the state folder lies in the repository.
  package init(state: String, of writer: any RepositoryWriter, options: Options = Options()) async throws {
    let location = await writer.location
    repository = location.commonFolder
    path = "\(state)/worktrees/\(Self.key(of: repository))"
    folder = try PrivateFolder(path)
    let place = try RootFolder(path).path
    for inside in [location.workTree, location.gitFolder, location.commonFolder].compactMap({ $0 }) {
      let root = (try? RootFolder(inside).path) ?? inside
      guard place != root, !place.hasPrefix("\(root)/") else {
        throw EditingError(
          .invalid,
          "the state folder \(quoted(state)) lies in the repository \(quoted(root)), and worktrees must lie outside; "
            + "name another one")
      }
    }
    self.writer = writer
    self.options = options
  }

  /// Takes a free slot, or makes one, and brings its tree to exactly the files of a commit.
  ///
  /// - Parameters:
  ///   - commit: a commit or a tree.
  ///   - run: the name of the run, for the marker.
  /// - Throws: `EditingError`: `.busy` when all slots are taken, `.inputOutput` when the disk is full or refuses;
  ///   `GitError` when the commit cannot be read.
  package func claim(commit: ObjectID, run: String) async throws -> Worktree {
    var foreign: [String] = []
    var busyCount = 0
    for name in try candidates(for: commit) {
      let taken: WorktreeSlot?
      do {
        taken = try taking("claim", name) { try WorktreeSlot(name, in: folder, isNew: true) }
      } catch let error as EditingError where error.code == .outside || error.code == .unsafe {
        foreign.append("\(quoted("\(path)/\(name)")) is left alone: it is no folder of this user")
        continue
      }
      guard let slot = taken else {
        busyCount += 1
        continue
      }
      switch try taking("read", name, { try slot.content(repository: repository) }) {
      case .foreign(let reason):
        foreign.append("\(quoted("\(path)/\(name)")) is left alone: \(reason)")
      case .nothing, .ours:
        let marker = WorktreeMarker(repository: repository, slot: name, run: run)
        let worktree = try Worktree(
          slot, marker: marker, path: "\(path)/\(name)/\(WorktreeSlot.tree)", of: writer, options: options,
          notes: foreign)
        try await worktree.bring(to: commit)
        return worktree
      }
    }
    let lines = foreign.isEmpty ? "" : "; \(foreign.joined(separator: "; "))"
    throw EditingError(
      .busy,
      "all \(options.slots) worktrees in \(quoted(path)) are taken, \(busyCount) of them by other runs; wait for the end "
        + "of one\(lines)")
  }

  /// Removes the slots that nobody has and that were given back, or lost by a dead run, before a moment.
  ///
  /// - Parameter moment: seconds since 1970.
  /// - Returns: what became of the slots, one line each.
  package func prune(unusedSince moment: Int) throws -> [String] {
    try Self.prune(folder, unusedSince: moment, repository: repository)
  }

  /// Removes a slot that nobody has.
  ///
  /// - Returns: false when another run has it, or there is none.
  /// - Throws: `EditingError` with code `.unsafe` when the folder is not known to be ours, and stays.
  @discardableResult
  package func remove(slot name: String) throws -> Bool {
    guard Self.isSlotName(name),
      let slot = try taking("remove", name, { try WorktreeSlot(name, in: folder, isNew: false) })
    else { return false }
    switch try taking("read", name, { try slot.content(repository: repository) }) {
    case .foreign(let reason):
      throw EditingError(.unsafe, "\(quoted("\(path)/\(name)")) is not removed: \(reason)")
    case .nothing, .ours:
      try taking("remove", name) { try slot.remove(from: folder) }
      return true
    }
  }

  /// Removes the old slots of all repositories, and those of repositories that are gone.
  ///
  /// - Parameters:
  ///   - state: the absolute path of the program's state folder.
  ///   - moment: seconds since 1970.
  /// - Returns: what became of the slots, one line each.
  package static func pruneAll(state: String, unusedSince moment: Int) throws -> [String] {
    let all = try PrivateFolder("\(state)/worktrees")
    var lines: [String] = []
    for key in try all.descriptor.names(limit: 10_000).compactMap(\.text).filter(isKey) {
      let pool = try PrivateFolder("\(all.path)/\(key)")
      lines += try prune(pool, unusedSince: moment, repository: nil)
      // Fails while there is something in it, which is right.
      _ = unlinkat(all.descriptor.number, key, AT_REMOVEDIR)
    }
    return lines
  }

  /// The folder's name for a repository: one hash for one path.
  static func key(of repository: String) -> String { String(ContentHash(of: repository).hexadecimal.prefix(32)) }

  private static func isKey(_ name: String) -> Bool { name.utf8.count == 32 && name.allSatisfy(\.isHexDigit) }

  private static func isSlotName(_ name: String) -> Bool { Int(name).map { "\($0)" == name && $0 >= 0 } ?? false }

  /// The names of slots, those first that need the least work: with the same commit, with another one, new ones.
  private func candidates(for commit: ObjectID) throws -> [String] {
    let there = try taking("list", ".") { try folder.descriptor.names(limit: 10_000).compactMap(\.text) }
    let names = (0..<options.slots).map(String.init)
    func rank(_ name: String) -> Int {
      guard there.contains(name) else { return 2 }
      let marker = (try? folder.existingFolder(name).content(of: WorktreeSlot.marker, limit: 64 << 10)).flatMap { $0 }
      return marker.flatMap(WorktreeMarker.init)?.commit == commit ? 0 : 1
    }
    let ranks = Dictionary(uniqueKeysWithValues: names.map { ($0, rank($0)) })
    return names.sorted { (ranks[$0] ?? 0, Int($0) ?? 0) < (ranks[$1] ?? 0, Int($1) ?? 0) }
  }

  private static func prune(_ pool: PrivateFolder, unusedSince moment: Int, repository: String?) throws -> [String] {
    var lines: [String] = []
    for name in try pool.descriptor.names(limit: 10_000).compactMap(\.text) {
      let shown = quoted("\(pool.path)/\(name)")
      do {
        guard isSlotName(name) else {
          lines.append("\(shown) is left alone: it is no slot of this program")
          continue
        }
        guard let slot = try WorktreeSlot(name, in: pool, isNew: false) else { continue }
        switch try slot.content(repository: repository) {
        case .foreign(let reason): lines.append("\(shown) is left alone: \(reason)")
        case .ours(let marker) where marker.time >= moment && access(marker.repository, F_OK) == 0: break
        case .nothing, .ours:
          try slot.remove(from: pool)
          lines.append("\(shown) is removed")
        }
      } catch let fault as SystemFault {
        lines.append("\(shown) cannot be removed: \(fault.reason)")
      } catch let error as EditingError {
        lines.append("\(shown) cannot be removed: \(error)")
      }
    }
    return lines
  }

  private func taking<Result>(_ attempt: String, _ name: String, _ action: () throws -> Result) throws -> Result {
    do {
      return try action()
    } catch let fault as SystemFault {
      throw fault.error(attempt, "\(path)/\(name)")
    }
  }
}
