package import SourceText

/// Paths that are not edited unattended: what is in them runs, or steers what runs, where nobody looks.
package enum ProtectedPaths {
  /// All groups together.
  package static let all = continuousIntegration + hooks + lockFiles + agents + git

  package static let continuousIntegration = patterns(
    ".appveyor.yml", ".azure-pipelines/", ".buildkite/", ".ci/", ".circleci/", ".drone.yml", ".forgejo/", ".gitea/",
    ".github/", ".gitlab-ci.yml", ".gitlab/", ".teamcity/", ".travis.yml", ".woodpecker.yml", ".woodpecker/",
    "appveyor.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", "jenkinsfile")

  /// Scripts that run by themselves: at a commit, when a folder is entered or opened.
  package static let hooks = patterns(
    ".devcontainer/", ".envrc", ".githooks/", ".husky/", ".idea/", ".lefthook.yml", ".pre-commit-config.yaml",
    ".vscode/", "lefthook.yml")

  package static let lockFiles = patterns(
    "*.lock", "*.lockb", "*.lockfile", "cartfile.resolved", "go.sum", "go.work.sum", "npm-shrinkwrap.json",
    "package-lock.json", "package.resolved", "packages.lock.json", "pnpm-lock.yaml")

  /// What tells agents, this one included, what to do and what they may.
  package static let agents = patterns(
    ".aider*", ".claude/", ".clinerules", ".codex/", ".continue/", ".cursor/", ".cursorrules", ".fulcrum*", ".gemini/",
    ".mcp.json", ".roo/", ".windsurf/", ".windsurfrules", "agents.md", "agents.override.md", "claude.local.md",
    "claude.md", "gemini.md", "review.md")

  /// What changes how git reads and writes files.
  package static let git = patterns(".gitattributes", ".gitmodules", ".lfsconfig")

  /// The names above in lower case, which all are valid patterns; a test counts them.
  private static func patterns(_ strings: String...) -> [GlobPattern] { strings.compactMap { try? GlobPattern($0) } }
}
