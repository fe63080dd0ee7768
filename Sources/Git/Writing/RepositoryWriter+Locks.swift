package import SourceText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
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

  /// Removes the lock of a branch that a killed process of the caller's own has left while it moved the branch.
  ///
  /// A lock does not say who holds it, but git writes into it where the branch shall lead, and holds it for an instant. So
  /// this is for those who know that such a process of theirs is dead, and where it was moving the branch.
  ///
  /// - Parameters:
  ///   - name: the branch's full name.
  ///   - target: where the dead process was moving it.
  ///   - moment: nanoseconds since 1970; a lock that is younger is that of somebody at work.
  /// - Returns: whether there was a lock that can only be that one.
  /// - Throws: `GitError` with code `.notWritable` when the system refuses.
  package func removeAbandonedLock(
    ofBranch name: String, movingTo target: ObjectID, olderThan moment: Int64
  ) async throws -> Bool {
    guard name.hasPrefix("refs/heads/"), !name.contains(".."), !name.utf8.contains(0) else { return false }
    let path = "\(await location.commonFolder)/\(name).lock"
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_size <= target.hexadecimal.utf8.count + 1
    else { return false }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    guard Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) < moment else { return false }
    let content = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    guard content.isEmpty || content == "\(target)\n" || content == "\(target)" else { return false }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw GitError(.notWritable, "the lock \(quoted(path)) cannot be removed: \(String(cString: strerror(errno)))")
    }
    return true
  }
}
