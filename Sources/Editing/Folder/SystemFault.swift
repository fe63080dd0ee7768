#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The number with which a system call failed, read in the same place.
struct SystemFault: Error, Hashable {
  let code: Int32

  /// What the last call of this thread failed with.
  static var last: SystemFault { SystemFault(code: errno) }

  var isAbsence: Bool { code == ENOENT }

  /// Whether the path does not lead to a place below the folder by folders alone.
  var isOutside: Bool { [ELOOP, EXDEV, ENOTDIR, EAGAIN].contains(code) }

  /// The system's words, and what can be done.
  var reason: String {
    let words = String(cString: strerror(code))
    switch code {
    case ENOSPC, EDQUOT: return "\(words); make room and try again"
    case EROFS: return "\(words); make the file system writable and try again"
    case EACCES, EPERM: return "\(words); see who owns the file and its folder, and who may write there"
    case EMFILE, ENFILE: return "\(words); allow more open files (ulimit -n) and try again"
    case EIO: return "\(words); the disk may be failing, and what it holds should be checked first"
    default: return words
    }
  }

  /// An error for people.
  ///
  /// - Parameters:
  ///   - attempt: what was tried, such as `read` or `replace`.
  ///   - path: on what.
  func error(_ attempt: String, _ path: String) -> EditingError {
    if isOutside {
      return EditingError(
        .outside,
        "cannot \(attempt) \(quoted(path)): it does not lead to a place below the folder without links (\(reason))")
    }
    return EditingError(.inputOutput, "cannot \(attempt) \(quoted(path)): \(reason)")
  }
}

/// Acts, and does not mind some faults.
func tolerating(_ codes: Int32..., action: () throws(SystemFault) -> Void) throws(SystemFault) {
  do {
    try action()
  } catch {
    if !codes.contains(error.code) { throw error }
  }
}

/// A path in quotation marks, its control characters escaped.
func quoted(_ path: String) -> String { String(reflecting: path) }

/// Calls until the call is not interrupted by a signal.
@discardableResult
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) throws(SystemFault) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let fault = SystemFault.last
    if fault.code != EINTR { throw fault }
  }
}
