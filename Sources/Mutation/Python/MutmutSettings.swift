internal import SourceText

/// The settings that mutmut reads from `pyproject.toml`.
enum MutmutSettings {
  /// Adds a table for mutmut, if the project has none of its own.
  static func adding(files: [RelativePath], tests: RelativePath, to text: String) -> String {
    guard !text.contains("[tool.mutmut]") else { return text }
    let paths = files.map { quoted($0.string) }.joined(separator: ", ")
    let separator = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
    return text + separator + """
      [tool.mutmut]
      source_paths = [\(paths)]
      pytest_add_cli_args_test_selection = [\(quoted(tests.string))]

      """
  }

  /// A basic string of TOML.
  static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }
}
