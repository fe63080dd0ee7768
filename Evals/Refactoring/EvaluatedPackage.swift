/// A real package, and what is done with it.
struct EvaluatedPackage {
  /// The last part of the repository's name.
  let name: String
  let owner: String

  /// The tag that all runs begin with.
  let tag: String

  /// Where sources and tests lie.
  let folders: [String]

  /// What `--gates` is given: dear ones are left out where one build takes minutes.
  let gates: String

  /// How many runs with seeded renames there are, and how many renames each of them has.
  let renameRuns: Int
  let renamesPerRun: Int

  /// How many runs with planted edits there are, and how many waves each of them has: a wave changes a file once at the most.
  let plantRuns: Int
  let waves: Int

  /// Built-in recipes with their parameters.
  let recipes: [(name: String, parameters: [String])]

  /// One in how many commits that are no run's last is built and tested again.
  let sampling: Int

  static let all = [
    EvaluatedPackage(
      name: "SwiftCSV", owner: "swiftcsv", tag: "0.10.0", folders: ["SwiftCSV", "SwiftCSVTests"],
      gates: "parse,build,affected-tests,tests,interface,coverage", renameRuns: 5, renamesPerRun: 8, plantRuns: 4,
      waves: 3,
      recipes: [
        ("shorthand-optional-binding", []), ("implicit-return", []), ("for-where", []), ("sort-imports", []),
        ("guard-early-exit", []), ("redundant-type", []), ("empty-instead-of-count", []), ("explicit-any", []),
        ("group-members", []), ("group-members", ["alphabetical=true"]), ("tighten-access", []),
        ("unused-imports", []), ("swift-tidy", []), ("format-swift", []), ("xctest-to-swift-testing", []),
        ("sendable-values", []), ("add-attribute", ["attribute=@discardableResult", "kind=function", "name=*"]),
        ("add-attribute", ["attribute=@inline(never)", "kind=function", "name=serialize*"]),
        ("rename-by-pattern", ["from=enumerate*", "to=each*", "kind=function"]),
        (
          "argument-labels",
          ["from=array(text:delimiter:startAt:rowLimit:)", "to=array(of:delimiter:startAt:rowLimit:)"]
        ),
        ("replace-text", ["old=Christian Tietze", "new=C. Tietze", "files=**/*.swift"]),
        ("replace-text", ["old=\"id,name,age", "new=\"id,name,years", "files=SwiftCSVTests/*.swift"]),
        ("minimum-versions", ["minimum=macOS 10.13, iOS 12"]),
      ], sampling: 1),
    EvaluatedPackage(
      name: "Yams", owner: "jpsim", tag: "6.2.2", folders: ["Sources/Yams", "Tests"],
      gates: "parse,build,affected-tests,tests,interface", renameRuns: 3, renamesPerRun: 6, plantRuns: 2, waves: 2,
      recipes: [
        ("shorthand-optional-binding", []), ("implicit-return", []), ("sort-imports", []), ("guard-early-exit", []),
        ("redundant-type", []), ("for-where", []), ("explicit-any", []), ("group-members", []),
        ("tighten-access", []), ("empty-instead-of-count", []),
        ("replace-text", ["old=Norio Nomura", "new=N. Nomura", "files=**/*.swift"]),
        ("rename-by-pattern", ["from=construct_*", "to=build_*", "kind=function"]),
      ], sampling: 4),
    EvaluatedPackage(
      name: "swift-argument-parser", owner: "apple", tag: "1.8.2",
      folders: ["Sources", "Tests/ArgumentParserUnitTests", "Tests/ArgumentParserEndToEndTests"],
      gates: "parse,build,affected-tests,interface", renameRuns: 1, renamesPerRun: 5, plantRuns: 1, waves: 2,
      recipes: [
        ("shorthand-optional-binding", []), ("sort-imports", []), ("redundant-type", []), ("guard-early-exit", []),
        ("for-where", []),
        (
          "replace-text",
          ["old=See https://swift.org/LICENSE.txt", "new=See https://swift.org/LICENSE", "files=Sources/**"]
        ),
      ], sampling: 12),
  ]
}
