package import AgentKernel
internal import Git
internal import SourceCode
internal import SourceText

/// All tools there are.
package enum ToolCatalogue {
  /// Their names, for rules that speak of them, in the order of the alphabet.
  package static let names = [
    "apply_patch", "delete_file", "diagnostics", "edit_file", "find_definition", "find_references", "git_blame",
    "git_diff", "git_log", "git_show", "glob", "grep", "list_files", "move_file", "multi_edit", "read_file", "remember",
    "rename", "report_findings", "report_verdict", "run_command", "shell", "sub_agent", "write_file",
  ]

  /// The tools with nothing behind them, to look at calls without running them.
  ///
  /// - Parameter commands: the names of the commands that the user configured.
  package static func unconnected(commands: [String] = []) -> Toolbox {
    let view = RepositoryView(repository: AbsentRepository(), base: .empty, head: .empty, change: ChangeSet())
    let files = AbsentWorkFiles()
    let absence = ToolError("nothing is run here")
    let intelligence = CodeIntelligence(files, servers: LanguageServers([], root: "/") { _ in throw absence })
    return Toolbox([
      ReadFileTool(view), ListFilesTool(view), GlobTool(view), GrepTool(view), GitDiffTool(view), GitLogTool(view),
      GitShowTool(view), GitBlameTool(view), ReportFindingsTool { _ in nil }, ReportVerdictTool(),
      RememberTool { _ in "" },
      WriteFileTool(files), EditFileTool(files), MultiEditTool(files), ApplyPatchTool(files), MoveFileTool(files),
      DeleteFileTool(files), RunCommandTool(files, names: commands) { _, _ in throw absence },
      ShellTool(files, folder: "/") { _ in throw absence }, SubAgentTool([], in: SubAgentSurroundings()),
      DiagnosticsTool(intelligence),
      FindDefinitionTool(intelligence), FindReferencesTool(intelligence), RenameTool(files, intelligence),
    ])
  }
}
