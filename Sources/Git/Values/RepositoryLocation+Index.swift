#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension RepositoryLocation {
  /// Whether something can be staged here: a bare repository has no index, unless somebody made one with plumbing.
  ///
  /// Else a missing index would look as if the deletion of every file were staged.
  package var takesStagedChanges: Bool { workTree != nil || access("\(gitFolder)/index", F_OK) == 0 }
}
