internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the store calls a repository by.
///
/// A hash of the path of its common git folder, free of symbolic links: all work trees of a repository share it, two
/// clones do not, it costs no walk through the history, and the store names no path. A repository that is moved begins
/// anew.
package struct RepositoryKey: Hashable, Sendable {
  /// Thirty-two hexadecimal digits.
  package let text: String

  /// - Parameter commonFolder: the absolute path of the git folder that all work trees share.
  package init(commonFolder: String) {
    var path = commonFolder
    if let resolved = realpath(commonFolder, nil) {
      path = String(cString: resolved)
      free(resolved)
    }
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    text = String(ContentHash(ofFields: ["repository", path]).hexadecimal.prefix(32))
  }
}
