package import AgentKernel
package import JSON
internal import SourceText

/// Lists what is directly in a folder.
package struct ListFilesTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String?
    var version: FileVersion?
  }

  package let name = "list_files"

  package let description = """
    Lists the files and folders directly in a folder of the repository (default: its root). A folder ends in / and says \
    how many files it holds.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "a folder, from the repository's root"],
      "version": ["type": "string", "enum": ["new", "old"]],
    ],
    "additionalProperties": false,
  ])

  private let view: any FileView

  package init(_ view: any FileView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [Self.folderText(input.path)]) }

  package func effects(of input: Input) -> ToolEffects {
    ToolEffects(reads: .paths([Self.folderText(input.path)]))
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    let folder = try Self.folder(input.path)
    let version = input.version ?? .new
    let entries = try await view.files(below: folder, in: version)
    guard !entries.isEmpty else {
      throw ToolError("there is no folder \(input.path ?? ".") in the \(version.words)")
    }
    let depth = folder?.components.count ?? 0
    var fileNames: [String] = []
    var countByFolder: [String: Int] = [:]
    for entry in entries {
      let rest = entry.path.components.dropFirst(depth)
      guard let first = rest.first else { continue }
      if rest.count == 1 { fileNames.append(String(first)) } else { countByFolder[String(first), default: 0] += 1 }
    }
    var shown = BoundedText()
    for (name, count) in countByFolder.sorted(by: { $0.key < $1.key }) {
      shown.append("\(ListedName.shown(name))/ (\(count) files)")
    }
    for name in fileNames.sorted() { shown.append(ListedName.shown(name)) }
    return ToolOutput(shown.finished { "\($0) more; use `glob` with a narrower pattern" })
  }

  /// The folder that an argument names; nil for the root, which models write in several ways.
  static func folder(_ text: String?) throws -> RelativePath? {
    let text = folderText(text)
    return text.isEmpty ? nil : try RelativePath(text)
  }

  /// The folder that an argument names, as rules see it; empty for the root.
  static func folderText(_ text: String?) -> String {
    var rest = text.map { $0[...] } ?? ""
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return rest == "." ? "" : String(rest)
  }
}
