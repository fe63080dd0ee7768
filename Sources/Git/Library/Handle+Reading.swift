internal import CLibgit2

extension Handle where Resource == ObjectDatabaseResource {
  /// The kind and the size of an object, without reading its content.
  borrowing func header(of name: git_oid) throws(LibraryFailure) -> (type: git_object_t, size: Int) {
    var name = name
    var size = 0
    var type = GIT_OBJECT_INVALID
    try check(git_odb_read_header(&size, &type, pointer, &name))
    return (type, size)
  }
}

extension Handle where Resource == IndexResource {
  /// Takes away, in memory, the marks that tell git to pass over a file in the work tree.
  ///
  /// What is staged is staged all the same, but libgit2 leaves files with `--assume-unchanged` out of every comparison.
  borrowing func forgetWorkTreeMarks() throws(LibraryFailure) {
    let unchanged = UInt16(GIT_INDEX_ENTRY_VALID.rawValue)
    let skipped = UInt16(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue)
    for position in 0..<git_index_entrycount(pointer) {
      guard var entry = git_index_get_byindex(pointer, position)?.pointee,
        entry.flags & unchanged != 0 || entry.flags_extended & skipped != 0
      else { continue }
      entry.flags &= ~unchanged
      entry.flags_extended &= ~skipped
      try check(git_index_add(pointer, &entry))
    }
  }
}

extension Handle where Resource == BlobResource {
  /// A copy of the bytes.
  borrowing func copy() -> [UInt8] { Array(content) }

  /// The bytes, which live as long as the handle; none for an empty one.
  var content: UnsafeRawBufferPointer {
    guard let pointer else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: git_blob_rawcontent(pointer), count: Int(git_blob_rawsize(pointer)))
  }
}

extension Handle where Resource == ConfigurationResource {
  /// The value of a key that counts, and where it comes from; nil when it is not set.
  borrowing func value(of key: String) throws(LibraryFailure) -> ConfigurationValue? {
    var entry: UnsafeMutablePointer<git_config_entry>?
    let result = git_config_get_entry(&entry, pointer, key)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    try check(result)
    defer { git_config_entry_free(entry) }
    guard let found = entry?.pointee else { return nil }
    let isOfRepository = found.level == GIT_CONFIG_LEVEL_LOCAL || found.level == GIT_CONFIG_LEVEL_APP
    return ConfigurationValue(
      text: found.value.map { String(cString: $0) } ?? "", level: isOfRepository ? .repository : .user)
  }
}
