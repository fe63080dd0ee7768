/// Where the programs of the suite keep what they remember.
package enum StateFolder {
  /// `fulcrum` in `XDG_STATE_HOME`, or in `.local/state` of the home folder.
  ///
  /// Nil when neither variable holds an absolute path: a relative one would be looked up in the repository.
  package static func path(environment: [String: String]) -> String? {
    let folders = [
      environment["XDG_STATE_HOME"], environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil },
    ]
    return folders.compactMap { $0 }.first { $0.hasPrefix("/") }.map { $0 + "/fulcrum" }
  }
}
