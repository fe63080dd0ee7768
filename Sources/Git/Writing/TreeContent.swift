internal import SourceText

/// The entries of one folder as git stores them: a mode, a name in bytes, and the name of an object.
struct TreeContent: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    var mode: UInt32
    var id: ObjectID

    var isFolder: Bool { mode & 0o170000 == FileMode.folder.rawValue }
    var isSubmodule: Bool { mode & 0o170000 == FileMode.submodule.rawValue }
  }

  var entries: [[UInt8]: Entry] = [:]

  init() {}

  /// Reads a tree: `MODE NAME<NUL>ID`, one after the other.
  ///
  /// - Parameters:
  ///   - content: the tree's bytes.
  ///   - id: its name, for the error.
  ///   - nameLength: digits of an object's name.
  /// - Throws: `GitError` with code `.corrupt` when it is something else, or names a file twice.
  init(_ content: [UInt8], of id: ObjectID, nameLength: Int) throws(GitError) {
    var position = content.startIndex
    let length = nameLength / 2
    while position < content.endIndex {
      guard let space = content[position...].firstIndex(of: UInt8(ascii: " ")),
        let end = content[space...].firstIndex(of: 0), end + length < content.endIndex, end > space + 1,
        let mode = UInt32(String(decoding: content[position..<space], as: UTF8.self), radix: 8),
        let object = try? ObjectID(bytes: content[(end + 1)...(end + length)]),
        entries.updateValue(Entry(mode: mode, id: object), forKey: Array(content[(space + 1)..<end])) == nil
      else { throw GitError(.corrupt, "the tree \(id) cannot be read; `git fsck` lists the damage") }
      position = end + length + 1
    }
  }

  /// The bytes as git stores them, in its order: a folder sorts as if its name ended in a slash.
  var encoded: [UInt8] {
    let sorted = entries.map { (key: $0.key + ($0.value.isFolder ? [UInt8(ascii: "/")] : []), name: $0.key, $0.value) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var content: [UInt8] = []
    for (_, name, entry) in sorted {
      content += Array(String(entry.mode, radix: 8).utf8)
      content.append(UInt8(ascii: " "))
      content += name
      content.append(0)
      content += entry.id.bytes
    }
    return content
  }
}
