#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The environment variables of a child, among which a key of a model's provider never is (`KnownSecrets`).
package enum ProcessEnvironment: Hashable, Sendable {
  /// Exactly these.
  case exactly([String: String])

  /// This process's own but for the model's key, for programs that the user chose, such as a hook of theirs.
  case inherited

  /// This process's own with that key too and some more, for this very program that is started once more and for no other.
  case inheritedWithKeys(adding: [String: String])

  /// This process's own without the key and without git's variables, which would tie a child to the repository that a hook runs for.
  case inheritedWithoutGit
}

extension ProcessEnvironment {
  /// The variables that a child needs to find programs, its home, its language and a folder for temporary files.
  ///
  /// An allow-list, so that neither keys nor `GIT_*` nor loader variables reach a child by accident.
  package static let allowedNames: Set<String> = [
    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "TZ", "USER",
  ]

  /// A clean environment: the allowed variables of another, and some more.
  ///
  /// - Parameters:
  ///   - variables: what to choose from; this process's own unless given.
  ///   - additions: variables that are set in any case; names that begin with `GIT_` are left out here too.
  package static func clean(
    from variables: [String: String] = currentVariables, adding additions: [String: String] = [:]
  ) -> ProcessEnvironment {
    let chosen = variables.filter { allowedNames.contains($0.key) }
    return .exactly(chosen.merging(additions) { $1 }.filter { !$0.key.hasPrefix("GIT_") })
  }

  /// The variables of this process.
  package static var currentVariables: [String: String] { ProcessInfo.processInfo.environment }
}
