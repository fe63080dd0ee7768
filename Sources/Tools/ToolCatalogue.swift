package import AgentKernel
internal import Git
internal import SourceText

/// All tools there are.
package enum ToolCatalogue {
  /// Their names, for rules that speak of them, in the order of the alphabet.
  package static let names = [
    "apply_patch", "delete_file", "edit_file", "git_blame", "git_diff", "git_log", "git_show", "glob", "grep",
    "list_files", "move_file", "multi_edit", "read_file", "report_findings", "report_verdict", "run_command", "shell",
    "write_file",
  ]

  /// The tools with nothing behind them, to look at calls without running them.
  package static func unconnected() -> Toolbox {
    let view = RepositoryView(repository: AbsentRepository(), base: .empty, head: .empty, change: ChangeSet())
    return Toolbox([
      ReadFileTool(view), ListFilesTool(view), GlobTool(view), GrepTool(view), GitDiffTool(view), GitLogTool(view),
      GitShowTool(view), GitBlameTool(view), ReportFindingsTool { _ in nil }, ReportVerdictTool(),
    ])
  }
}
