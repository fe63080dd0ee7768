/// The folders in which the user keeps programs.
package enum ProgramFolders {
  /// The folders of `PATH` that count for programs that this program runs by itself.
  ///
  /// Relative ones would be looked up wherever the process is, and what lies in the work tree can come from a commit.
  ///
  /// - Parameters:
  ///   - environment: the process's environment.
  ///   - workTree: the repository's work tree; nil when there is none.
  package static func searched(environment: [String: String], outside workTree: String?) -> [String] {
    (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { folder in
      guard folder.hasPrefix("/") else { return false }
      let real = LocalFile(path: folder).followingLinks.path
      return workTree.map { real != $0 && !real.hasPrefix($0 + "/") } ?? true
    }
  }
}
