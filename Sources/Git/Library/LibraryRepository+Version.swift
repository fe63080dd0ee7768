internal import CLibgit2

extension LibraryRepository {
  /// The version of libgit2 that the program runs with: `1.5.1`.
  package static var libraryVersion: String {
    var (major, minor, revision) = (CInt(0), CInt(0), CInt(0))
    git_libgit2_version(&major, &minor, &revision)
    return "\(major).\(minor).\(revision)"
  }
}
