/// What reads a repository, and why it is not libgit2 alone.
package enum RepositoryReader: Hashable, Sendable {
  /// libgit2, for everything but blame.
  case library

  /// libgit2 for commits and objects, the git program for what the reasons name.
  case divided(reasons: [String])

  /// The git program for everything.
  case program(reason: String)
}

extension RepositoryReader: CustomStringConvertible {
  package var description: String {
    switch self {
    case .library: "libgit2"
    case .divided(let reasons): "libgit2; but the git program where \(reasons.joined(separator: "; and where "))"
    case .program(let reason): "the git program, since \(reason)"
    }
  }
}
