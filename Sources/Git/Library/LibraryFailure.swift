internal import CLibgit2

/// What libgit2 said about a call that failed, before anyone put it into words for people.
struct LibraryFailure: Error {
  let code: Int32

  /// The part of libgit2 that failed, one of its `git_error_t` values.
  let category: UInt32

  let message: String

  /// Reads libgit2's last error.
  ///
  /// libgit2 keeps it for each thread, so this must run in the same synchronous call as what failed: after an `await`
  /// it may be another thread's.
  init(code: Int32) {
    self.code = code
    guard let error = git_error_last() else {
      category = 0
      message = "libgit2 gave the code \(code)"
      return
    }
    category = UInt32(bitPattern: error.pointee.klass)
    message = error.pointee.message.map { String(cString: $0) } ?? "libgit2 gave the code \(code)"
  }

  var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }

  func isAbout(_ category: git_error_t) -> Bool { self.category == UInt32(category.rawValue) }
}

/// Passes a result of libgit2 on, or throws what it said when the result is an error code.
@discardableResult
func check(_ result: Int32) throws(LibraryFailure) -> Int32 {
  guard result >= 0 else { throw LibraryFailure(code: result) }
  return result
}
