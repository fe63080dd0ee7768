internal import SourceText

/// The settings that mutmut reads from `pyproject.toml`.
struct MutmutSettings {
  /// Files and folders that are copied as a whole: the packages.
  let sources: [RelativePath]

  /// Files that get mutants.
  let files: [RelativePath]

  let tests: [RelativePath]

  /// Names of tests that are left out.
  let excluded: [String]

  /// Puts a table for mutmut in the place of the project's own, if it has one.
  func replacing(in text: String) -> String {
    let rest = Self.without(table: "tool.mutmut", text)
    let separator = rest.isEmpty || rest.hasSuffix("\n") ? "" : "\n"
    var lines = ["[tool.mutmut]", "source_paths = \(Self.list(sources.map(\.string)))"]
    lines.append("only_mutate = \(Self.list(files.map(\.string)))")
    lines.append("pytest_add_cli_args_test_selection = \(Self.list(tests.map(\.string)))")
    let deselected = excluded.flatMap { ["--deselect", $0] }
    lines.append("pytest_add_cli_args = \(Self.list(["-p", "no:cacheprovider"] + deselected))")
    return rest + separator + lines.joined(separator: "\n") + "\n"
  }

  /// The text without a table and those below it.
  static func without(table: String, _ text: String) -> String {
    var isInside = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      let head = line.drop { $0 == " " || $0 == "\t" }
      if head.hasPrefix("[") {
        let name = head.drop { $0 == "[" || $0 == " " }.prefix { $0 != "]" && $0 != " " }
        isInside = name == table || name.hasPrefix(table + ".")
      }
      return !isInside
    }.joined(separator: "\n")
  }

  private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

  /// A basic string of TOML.
  static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }
}
