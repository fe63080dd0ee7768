package import AgentKernel
internal import Git
package import JSON
internal import SourceText

/// Shows a commit: its message and what it changed.
package struct GitShowTool: Tool {
  package struct Input: Decodable, Sendable {
    var revision: String
    var path: String?
  }

  package let name = "git_show"

  package let description = """
    Shows one commit: its message and its diff, or with a path the diff of that file alone; of a merge, without a path, \
    the list of files.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "revision": ["type": "string", "minLength": 1, "maxLength": 200],
      "path": ["type": "string", "description": "a file or a folder"],
    ],
    "required": ["revision"],
    "additionalProperties": false,
  ])

  private let view: RepositoryView

  package init(_ view: RepositoryView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [ListFilesTool.folderText(input.path)]) }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    // libgit2 searches all messages with a backtracking engine, and nothing could stop it.
    guard !input.revision.contains(":"), !input.revision.contains("{/") else {
      throw ToolError("git_show does not search messages; give a branch, a tag or an id, as `git_log` shows them")
    }
    let commit: Commit
    do {
      commit = try await view.repository.commit(named: input.revision)
    } catch let error as GitError where [.noSuchRevision, .invalidInput].contains(error.code) {
      throw ToolError("\(error)")
    }
    let place = try ListFilesTool.folder(input.path)
    let parent = commit.parents.first.map(Snapshot.commit) ?? .empty
    let change = try await view.repository.changes(
      from: parent, to: .commit(commit.id), limits: DiffLimits(lines: 20_000, files: 2_000))
    var text = BoundedText()
    text.append("commit \(commit.id)")
    text.append("\(commit.author), \(Timestamp.date(commit.time))")
    text.append("")
    for line in TextLines.split(commit.message) { text.append("    " + line) }
    for file in change.files {
      if let place, file.path != place, !file.path.string.hasPrefix(place.string + "/") { continue }
      guard !SensitiveFile.contains(file.path) else {
        text.append("=== " + SensitiveFile.notice(file.path))
        continue
      }
      // What a merge brings was written elsewhere, and is long.
      let isListed = commit.parents.count > 1 && place == nil
      for line in isListed ? ["=== \(DiffText.heading(of: file))"] : DiffText.lines(of: file) { text.append(line) }
    }
    return ToolOutput(text.finished { "\($0) more lines; give a path" })
  }
}
