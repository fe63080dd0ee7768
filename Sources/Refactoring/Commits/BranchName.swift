internal import Git

/// The branch that a run's commits go to.
package enum BranchName {
  /// What the branches of runs begin with, unless the user names one.
  package static let prefix = "refactor/"

  /// Branches on which others build, so that a run never makes or moves them.
  private static let protected: Set<String> = ["develop", "main", "master", "production", "release", "trunk"]

  /// The branch for a plan: its name, in what git allows.
  package static func name(for plan: String) -> String {
    var slug = ""
    for scalar in plan.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(Character(scalar)))
      if isPlain {
        slug += String(scalar).lowercased()
      } else if !slug.isEmpty, slug.last != "-" {
        slug += "-"
      }
    }
    slug = String(slug.prefix(60))
    while slug.last == "-" { slug.removeLast() }
    return prefix + (slug.isEmpty ? "change" : slug)
  }

  /// Refuses a branch that is protected or checked out.
  ///
  /// - Parameter checkedOut: the full name of the reference that is checked out.
  /// - Throws: `RefactoringError` with code `.precondition`.
  package static func check(_ name: String, checkedOut: String?) throws(RefactoringError) {
    let isRelease = name.hasPrefix("release/") || name.hasPrefix("releases/")
    guard !protected.contains(name.lowercased()), !isRelease else {
      throw RefactoringError(
        .precondition,
        "\(String(reflecting: name)) is a branch that others build on, and no run commits to it; "
          + "leave --branch out for \(prefix)NAME, and merge that")
    }
    guard "refs/heads/\(name)" != checkedOut else {
      throw RefactoringError(
        .precondition,
        "the branch \(String(reflecting: name)) is checked out, and moving it would leave the files there behind; "
          + "name another with --branch")
    }
  }
}
