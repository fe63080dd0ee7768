package import AgentKernel
internal import Git
internal import SourceCode
internal import SourceText

/// All tools there are.
package enum ToolCatalogue {
  /// Their names, for rules that speak of them, in the order of the alphabet.
  package static let names = [
    "apply_patch", "coverage", "delete_file", "diagnostics", "edit_file", "find_definition", "find_references",
    "git_blame", "git_diff", "git_log", "git_show", "glob", "grep", "list_files", "mcp_get_prompt", "mcp_list",
    "mcp_read_resource", "move_file", "multi_edit", "outline", "plan_refactoring", "propose_change",
    "propose_test_code", "propose_tests", "read_file", "read_output", "remember", "rename", "report_findings",
    "report_verdict", "run_command", "run_tests", "shell", "sub_agent", "todo", "web_fetch", "write_file",
  ]

  /// The names, and those of MCP servers' tools that begin some texts: what servers list cannot be known.
  ///
  /// - Parameter texts: patterns for tools, or examples of calls.
  package static func names(besides texts: [String]) -> [String] {
    let words = texts.compactMap { $0.split(separator: " ").first }.filter { $0.hasPrefix(MCPToolName.prefix) }
    return names + words.map { String($0.map { $0 == "*" || $0 == "?" ? "x" : $0 }) }
  }

  /// The tools with nothing behind them, to look at calls without running them.
  ///
  /// - Parameters:
  ///   - commands: the names of the commands that the user configured.
  ///   - custom: the tools that the user configured.
  package static func unconnected(commands: [String] = [], custom: [CustomToolDefinition] = []) -> Toolbox {
    let view = RepositoryView(repository: AbsentRepository(), base: .empty, head: .empty, change: ChangeSet())
    let files = AbsentWorkFiles()
    let absence = ToolError("nothing is run here")
    let intelligence = CodeIntelligence(files, servers: LanguageServers([], root: "/") { _ in throw absence })
    let tools: [any Tool] = [
      ReadFileTool(view), ListFilesTool(view), GlobTool(view), GrepTool(view), GitDiffTool(view), GitLogTool(view),
      GitShowTool(view), GitBlameTool(view), ReportFindingsTool { _ in nil }, ReportVerdictTool(),
      ProposeTestsTool { _ in throw absence }, ProposeTestCodeTool(.functions) { _ in throw absence },
      ProposeChangeTool { _ in throw absence },
      PlanRefactoringTool { _ in throw absence }, OutlineTool(view),
      RememberTool { _ in "" },
      WriteFileTool(files), EditFileTool(files), MultiEditTool(files), ApplyPatchTool(files), MoveFileTool(files),
      DeleteFileTool(files), RunCommandTool(files, names: commands) { _, _ in throw absence },
      RunTestsTool(files) { _ in throw absence }, CoverageTool(files) { _ in throw absence },
      ShellTool(files, folder: "/") { _ in throw absence }, SubAgentTool([], in: SubAgentSurroundings()),
      DiagnosticsTool(intelligence), FindDefinitionTool(intelligence), FindReferencesTool(intelligence),
      RenameTool(files, intelligence), ReadOutputTool(SpilledOutputs()), TodoTool(),
      WebFetchTool(WebHosts()) { _ in throw absence },
    ]
    return Toolbox(tools + MCPServers.reading([]) + custom.map { CustomTool($0) { _ in throw absence } })
  }
}
