#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension RepositoryWriter {
  /// Removes the lock that a killed process has left of a reference of the suite's own.
  ///
  /// A lock does not say who holds it. So this is for those alone who know that nobody else changes the reference, and
  /// that the process which did is dead, or that their own change of it is over. (`git pack-refs` may hold such a lock for a
  /// moment too; without it, it does no more than leave the reference packed.)
  ///
  /// - Parameter name: the reference's full name, below `refs/fulcrum/`.
  /// - Throws: `GitError` with code `.invalidInput` for another name, `.notWritable` when the system refuses.
  package func removeAbandonedLock(ofReference name: String) async throws {
    guard name.hasPrefix(ReferenceUpdate.privatePrefix), !name.contains(".."), !name.utf8.contains(0) else {
      throw GitError(.invalidInput, "\(quoted(name)) is no reference of this program, and its lock stays")
    }
    let path = "\(await location.commonFolder)/\(name).lock"
    guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw GitError(.notWritable, "the lock \(quoted(path)) cannot be removed: \(String(cString: strerror(errno)))")
    }
  }
}
