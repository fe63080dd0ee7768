/// Whether the user asked for a push without a review.
///
/// Looked at before anything else, from the environment alone.
package enum HookSkip {
  /// Why the review is left out, in the user's own words; nil when it is not.
  ///
  /// `git -c fulcrum.skip=true push` reaches the hook in `GIT_CONFIG_PARAMETERS`, quoted as git quotes it in this and in
  /// older versions; `GIT_CONFIG_COUNT` is the documented way for other programs.
  package static func reason(in environment: [String: String]) -> String? {
    if let value = environment["FULCRUM_SKIP"], isTrue(value) { return "FULCRUM_SKIP=\(value)" }
    let parameters = (environment["GIT_CONFIG_PARAMETERS"] ?? "").split(separator: " ").map { $0.filter { $0 != "'" } }
    let counted = (0..<min(100, max(0, Int(environment["GIT_CONFIG_COUNT"] ?? "") ?? 0))).map { index in
      "\(environment["GIT_CONFIG_KEY_\(index)"] ?? "")=\(environment["GIT_CONFIG_VALUE_\(index)"] ?? "")"
    }
    // As in git, the last value counts, and a key without a value is true.
    let last = (parameters + counted).last { $0.lowercased().split(separator: "=").first == "fulcrum.skip" }
    guard let last else { return nil }
    let value = last.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init) ?? "true"
    return isTrue(value) ? "fulcrum.skip=\(value)" : nil
  }

  private static func isTrue(_ text: String) -> Bool {
    ["1", "true", "yes", "on"].contains(text.lowercased())
  }
}
