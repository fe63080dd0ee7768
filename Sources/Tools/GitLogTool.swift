package import AgentKernel
internal import Git
package import JSON
internal import SourceText

/// Shows the commits before and in the change.
package struct GitLogTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String?
    var limit: Int?
  }

  package let name = "git_log"

  package let description =
    "Lists commits up to the state under review, newest first; with a path, those that changed it."

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "a file, from the repository's root"],
      "limit": ["type": "integer", "minimum": 1, "maximum": 100, "description": "default 20"],
    ],
    "additionalProperties": false,
  ])

  /// How many commits a search for a path looks at.
  private static let walkLimit = 2000

  private let view: RepositoryView

  package init(_ view: RepositoryView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [ListFilesTool.folderText(input.path)]) }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    let limit = input.limit ?? 20
    let head = try await headCommit()
    let path = try ListFilesTool.folder(input.path)
    let walk = try await view.repository.commits(
      reachableFrom: [head], hiding: [], limit: path == nil ? limit : Self.walkLimit)
    var text = BoundedText()
    var count = 0
    for commit in walk where count < limit {
      try Task.checkCancellation()
      if let path, !(try await changes(path, in: commit)) { continue }
      text.append("\(commit.id.short) \(Timestamp.date(commit.time)) \(commit.author): \(commit.summary)")
      count += 1
    }
    return ToolOutput(count == 0 ? "no such commit in the last \(walk.count)" : text.finished { "\($0) more" })
  }

  private func headCommit() async throws -> ObjectID {
    if case .commit(let id) = view.head { return id }
    return try await view.repository.commit(named: "HEAD").id
  }

  private func changes(_ path: RelativePath, in commit: Commit) async throws -> Bool {
    let now = try await view.repository.entry(at: path, in: .commit(commit.id))
    guard let parent = commit.parents.first else { return now != nil }
    return try await view.repository.entry(at: path, in: .commit(parent)) != now
  }
}
