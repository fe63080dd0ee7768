package import AgentKernel
internal import Git
package import JSON
internal import SourceText

/// Shows which commits the lines of a file come from.
package struct GitBlameTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
    var fromLine: Int?
    var toLine: Int?
    var version: FileVersion?

    enum CodingKeys: String, CodingKey {
      case path
      case fromLine = "from_line"
      case toLine = "to_line"
      case version
    }
  }

  package let name = "git_blame"

  package let description = """
    Shows which commits the lines of a file come from: as the file is after the change, or before it with version \
    "old". Ask for the lines you need; `git_show` shows a commit.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "path from the repository's root"],
      "from_line": ["type": "integer", "minimum": 1],
      "to_line": ["type": "integer", "minimum": 1],
      "version": ["type": "string", "enum": ["new", "old"], "description": "default: new"],
    ],
    "required": ["path"],
    "additionalProperties": false,
  ])

  private let view: RepositoryView

  package init(_ view: RepositoryView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path]) }

  package func effects(of input: Input) -> ToolEffects {
    ToolEffects(reads: .paths([input.path]))
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    let path = try RelativePath(input.path)
    let version = input.version ?? .new
    guard case .commit(let commit) = view.snapshot(version) else {
      throw ToolError(
        "the \(version.words) is no commit, so its lines have no history; "
          + (version == .new ? "ask for version \"old\"" : "there is no older state"))
    }
    guard !SensitiveFile.contains(path) else { throw ToolError(SensitiveFile.notice(path)) }
    guard let entry = try await view.repository.entry(at: path, in: .commit(commit)), entry.mode != .folder,
      entry.mode != .submodule
    else { throw ToolError("there is no file \(path) in the \(version.words)") }
    // Git reads the whole file, whatever lines are asked for.
    _ = try await view.repository.blob(entry.id, limit: RepositoryView.fileSizeLimit)
    let first = input.fromLine ?? 1
    let isPart = input.fromLine != nil || input.toLine != nil
    let lines = isPart ? LineRange(first, input.toLine ?? min(first, .max - 199) + 199) : nil
    var shown = BoundedText()
    var rest = try await view.repository.blame(path, at: commit, lines: lines)[...]
    while let start = rest.first {
      let run = rest.prefix { $0.commit == start.commit }
      rest = rest.dropFirst(run.count)
      let range = run.count == 1 ? "\(start.number)" : "\(start.number)-\(start.number + run.count - 1)"
      let age = start.isBoundary ? " or before, where the history ends" : ""
      shown.append(
        "\(range): \(start.commit.short) \(Timestamp.date(start.time)) \(start.author): \(start.summary)\(age)")
    }
    return ToolOutput(shown.text.isEmpty ? "\(path) is empty" : shown.finished { "\($0) more; ask for fewer lines" })
  }
}
