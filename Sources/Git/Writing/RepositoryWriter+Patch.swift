package import SourceText

extension RepositoryWriter {
  /// The patch from one state to another, as `git diff --binary --full-index --no-renames` writes it.
  ///
  /// - Parameters:
  ///   - old: a commit or a tree; nil for no files at all.
  ///   - new: the same.
  ///   - limit: bytes of the patch, and of one file.
  /// - Returns: bytes, which need not be UTF-8; none when the states are the same.
  /// - Throws: `GitError` with code `.tooLarge` past a limit.
  package func patch(from old: ObjectID?, to new: ObjectID?, limit: Int = 64 << 20) async throws -> [UInt8] {
    var trees: [ObjectID?] = []
    for id in [old, new] {
      if let id { trees.append(try await treeName(of: id)) } else { trees.append(nil) }
    }
    let changes = try await TreeComparison(writer: self).changes(from: trees[0], to: trees[1])
    var text = PatchText(nameLength: await nameLength)
    var position = 0
    while position < changes.count {
      // Some files at a time, so that not all contents are in memory at once.
      let part = changes[position..<min(position + 64, changes.count)]
      let contents = try await objects(Array(Set(part.flatMap(\.blobs))), limit: limit).mapValues(\.content)
      for change in part {
        try text.add(change, contents)
        guard text.bytes.count <= limit else {
          throw GitError(.tooLarge, "the patch has more than \(limit) bytes; make a branch of the change instead")
        }
      }
      position += part.count
    }
    return text.bytes
  }

  /// The patches of some commits as mails in one text, as `git format-patch --stdout` writes it and `git am --keep-cr`
  /// takes it.
  ///
  /// - Parameters:
  ///   - commits: oldest first; none may be a merge.
  ///   - limit: bytes of the whole text, and of one file.
  /// - Throws: `GitError` with code `.invalidInput` for a merge, `.tooLarge` past a limit.
  package func patchSeries(of commits: [ObjectID], limit: Int = 64 << 20) async throws -> [UInt8] {
    var text: [UInt8] = []
    for (position, id) in commits.enumerated() {
      let commit = try await commitContent(id)
      guard commit.parents.count <= 1 else {
        throw GitError(.invalidInput, "\(id.short) is a merge, of which there is no patch; make a branch instead")
      }
      let patch = try await patch(from: commit.parents.first, to: commit.tree, limit: limit)
      let header = MailHeader(commit, id: id, number: position + 1, count: commits.count)
      text += header.bytes + patch + Array("-- \nfulcrum\n\n".utf8)
      guard text.count <= limit else {
        throw GitError(.tooLarge, "the patches have more than \(limit) bytes; make a branch of the commits instead")
      }
    }
    return text
  }
}
