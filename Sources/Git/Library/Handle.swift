internal import CLibgit2

/// A kind of C object of libgit2, and how one is freed.
protocol LibraryResource {
  static func free(_ pointer: OpaquePointer)
}

/// The owner of one C object of libgit2, which is freed when the owner goes.
///
/// An owner may be empty: it then stands for the NULL that libgit2 takes for an empty tree or an absent blob.
struct Handle<Resource: LibraryResource>: ~Copyable {
  let pointer: OpaquePointer?

  /// An owner of nothing.
  init() { pointer = nil }

  /// Makes the object by a call that stores it, as libgit2's functions do.
  init(_ make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32) throws(LibraryFailure) {
    var pointer: OpaquePointer?
    try check(make(&pointer))
    self.pointer = pointer
  }

  deinit {
    if let pointer { Resource.free(pointer) }
  }
}

enum BlobResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_blob_free(pointer) }
}

enum CommitResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_commit_free(pointer) }
}

enum ConfigurationResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_config_free(pointer) }
}

enum DiffResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_diff_free(pointer) }
}

enum FilterListResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_filter_list_free(pointer) }
}

enum IndexResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_index_free(pointer) }
}

enum ObjectResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_object_free(pointer) }
}

enum ObjectDatabaseResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_odb_free(pointer) }
}

enum PatchResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_patch_free(pointer) }
}

enum ReferenceResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_reference_free(pointer) }
}

enum ReferenceIteratorResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_reference_iterator_free(pointer) }
}

enum RepositoryResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_repository_free(pointer) }
}

enum RevisionWalkResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_revwalk_free(pointer) }
}

enum TreeResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_tree_free(pointer) }
}

enum TreeEntryResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_tree_entry_free(pointer) }
}
