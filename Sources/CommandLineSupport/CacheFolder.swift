/// The folder in which the programs keep what can be made anew.
package enum CacheFolder {
  /// `fulcrum` in `XDG_CACHE_HOME`, or in `.cache` of the home folder.
  ///
  /// Nil when neither variable holds an absolute path: a relative one would lie in the repository.
  package static func path(environment: [String: String]) -> String? {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.cache" : nil }
    return [environment["XDG_CACHE_HOME"], home].compactMap { $0 }.first { $0.hasPrefix("/") }.map { "\($0)/fulcrum" }
  }
}
