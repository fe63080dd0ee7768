#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The process's working directory.
package enum WorkingFolder {
  /// A path as an absolute one.
  package static func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(current)/\(path)" }

  private static var current: String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }
}
