internal import SourceText

/// A changed file as git's plumbing lists it with `--raw -z`.
struct RawChange: Hashable, Sendable {
  /// One side of it.
  struct Side: Hashable, Sendable {
    var id: ObjectID
    var mode: UInt32

    var isSubmodule: Bool { mode == FileMode.submodule.rawValue }

    /// Whether this is a file with content, executable or not, and no link.
    var isFile: Bool { mode & 0o170000 == 0o100000 }
  }

  /// `A`, `D`, `M`, `T` for another type, `U` for a merge conflict.
  var status: Character

  var path: [UInt8]
  var old: Side?
  var new: Side?

  /// Where it was, once a rename is found.
  var oldPath: RelativePath?

  var kind: FileChange.Kind {
    switch status {
    case "A": .added
    case "D": .deleted
    case "T": .typeChanged
    case "R": .renamed
    default: .modified
    }
  }

  /// The sides whose content is in this repository.
  var blobs: [ObjectID] { [old, new].compactMap { $0 }.filter { !$0.isSubmodule }.map(\.id) }

  /// Reads git's list.
  ///
  /// - Throws: `GitError` with code `.failed` when it is something else.
  static func list(in output: [UInt8]) throws(GitError) -> [RawChange] {
    var changes: [RawChange] = []
    var fields = output.split(separator: 0)[...]
    while let header = fields.popFirst() {
      // `:OLDMODE NEWMODE OLDID NEWID STATUS`, then the path.
      let words = String(decoding: header, as: UTF8.self).split(separator: " ")
      guard words.count == 5, words[0].hasPrefix(":"), let oldMode = UInt32(words[0].dropFirst(), radix: 8),
        let newMode = UInt32(words[1], radix: 8), let oldID = try? ObjectID(words[2]),
        let newID = try? ObjectID(words[3]), let status = words[4].first, let path = fields.popFirst()
      else { throw GitError(.failed, "git's list of changed files cannot be read") }
      changes.append(
        RawChange(
          status: status, path: Array(path), old: oldMode == 0 ? nil : Side(id: oldID, mode: oldMode),
          new: newMode == 0 ? nil : Side(id: newID, mode: newMode)))
    }
    return changes
  }
}
