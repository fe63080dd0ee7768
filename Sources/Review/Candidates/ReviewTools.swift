internal import AgentKernel
internal import SourceText
internal import Tools

/// The tools with which reviewers and verifiers read a repository.
enum ReviewTools {
  static func reading(
    _ view: RepositoryView, outputs: SpilledOutputs, shown: @escaping @Sendable (RelativePath) -> Void
  ) -> [any Tool] {
    [
      ReadFileTool(view), ListFilesTool(view), GlobTool(view), GrepTool(view), GitDiffTool(view, shown: shown),
      GitLogTool(view), GitShowTool(view), GitBlameTool(view), ReadOutputTool(outputs), TodoTool(),
    ] + (view.intelligence.map(LanguageServerTools.reading) ?? [])
  }
}
