package import AgentKernel
internal import Git
package import JSON
package import SourceText

/// Shows the change under review, or a part of it.
package struct GitDiffTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String?
    var fromLine: Int?

    enum CodingKeys: String, CodingKey {
      case path
      case fromLine = "from_line"
    }
  }

  package let name = "git_diff"

  package let description = """
    Shows the change under review for one file or folder, with the line numbers of the new file; without a path, the \
    list of changed files. Use it for files whose diff you have not been given.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "a changed file or a folder"],
      "from_line": [
        "type": "integer", "minimum": 1, "description": "skip what stands before this line of the new file",
      ],
    ],
    "additionalProperties": false,
  ])

  private let view: RepositoryView
  private let shown: @Sendable (RelativePath) -> Void

  /// - Parameter shown: is told of each file whose diff the model has seen, to keep account of what was reviewed.
  package init(_ view: RepositoryView, shown: @escaping @Sendable (RelativePath) -> Void = { _ in }) {
    self.view = view
    self.shown = shown
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [ListFilesTool.folderText(input.path)]) }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    guard let place = try ListFilesTool.folder(input.path) else {
      var list = BoundedText()
      for file in view.change.files {
        list.append("\(DiffText.heading(of: file)) +\(file.addedLineCount) -\(file.removedLineCount)")
      }
      return ToolOutput(list.finished { "\($0) more files; ask for a folder" })
    }
    let files = view.change.files.filter { file in
      file.path == place || file.oldPath == place || file.path.string.hasPrefix(place.string + "/")
    }
    guard !files.isEmpty else {
      throw ToolError("the change has no file \(place); call git_diff without a path for a list")
    }
    var text = BoundedText()
    for var file in files {
      guard !SensitiveFile.contains(file.path) else {
        text.append("=== " + SensitiveFile.notice(file.path))
        continue
      }
      if let from = input.fromLine { file.hunks.removeAll { $0.newStart + $0.newCount <= from } }
      for line in DiffText.lines(of: file) { text.append(line) }
      if text.isFull { break }
      shown(file.path)
    }
    return ToolOutput(text.finished { "\($0) or more lines are not shown; ask for single files, or with from_line" })
  }
}
