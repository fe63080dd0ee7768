import CommandLineSupport
import Review
import SourceText
import Store

/// The names that a user may say something of.
enum TrustNames {
  /// The subject of a name.
  ///
  /// - Throws: `CommandLineError` for a rule that does not exist, and for one that nothing makes quieter.
  static func subject(_ name: String) throws(CommandLineError) -> TrustSubject {
    if ReviewPipeline.blockingRuleIDs.contains(name) {
      throw CommandLineError(
        .configuration, "findings of \(name) are shown whatever is said of them, since they stop a push")
    }
    let categories = Finding.Category.allCases.map { "review/\($0.rawValue)" }
    let isLinters = !name.hasPrefix("review/") && name.split(separator: "/").count >= 2
    guard ReviewPipeline.ruleIDs.contains(name) || categories.contains(name) || isLinters else {
      let known = ReviewPipeline.ruleIDs.filter { !ReviewPipeline.blockingRuleIDs.contains($0) } + categories
      throw CommandLineError(
        .configuration,
        "there is no rule \(String(reflecting: name)); known are \(known.joined(separator: ", ")), and LINTER/RULE")
    }
    return TrustSubject(ofRule: name)
  }
}
