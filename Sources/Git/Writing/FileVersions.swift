package import SourceText

/// A file before and after a change, for a patch of contents that no repository holds yet.
package struct FileVersions: Hashable, Sendable {
  package struct Version: Hashable, Sendable {
    package var bytes: [UInt8]
    package var isExecutable: Bool

    package init(_ bytes: [UInt8], isExecutable: Bool = false) {
      self.bytes = bytes
      self.isExecutable = isExecutable
    }
  }

  package var path: RelativePath

  /// Nil when the file is new.
  package var old: Version?

  /// Nil when the file goes.
  package var new: Version?

  package init(_ path: RelativePath, old: Version?, new: Version?) {
    self.path = path
    self.old = old
    self.new = new
  }

  /// The patch of some files, as `git diff --binary --full-index --no-renames` writes it; nothing is written anywhere.
  ///
  /// - Parameters:
  ///   - files: files that do not change are left out.
  ///   - nameLength: digits of an object's name: 40 or 64.
  ///   - limit: bytes of the patch.
  /// - Throws: `GitError` with code `.tooLarge` past the limit.
  package static func patch(
    of files: [FileVersions], nameLength: Int = 40, limit: Int = 64 << 20
  ) throws(GitError) -> [UInt8] {
    var text = PatchText(nameLength: nameLength)
    for file in files.sorted(by: { $0.path < $1.path }) where file.old != file.new {
      var contents: [ObjectID: [UInt8]] = [:]
      func side(_ version: Version?) throws(GitError) -> RawChange.Side? {
        guard let version else { return nil }
        let id = try StoredObject(.blob, version.bytes).id(nameLength: nameLength)
        contents[id] = version.bytes
        return RawChange.Side(id: id, mode: version.isExecutable ? 0o100755 : 0o100644)
      }
      let (old, new) = (try side(file.old), try side(file.new))
      let status: Character = old == nil ? "A" : new == nil ? "D" : "M"
      try text.add(RawChange(status: status, path: Array(file.path.string.utf8), old: old, new: new), contents)
      guard text.bytes.count <= limit else {
        throw GitError(.tooLarge, "the patch has more than \(limit) bytes; make a branch of the change instead")
      }
    }
    return text.bytes
  }
}
