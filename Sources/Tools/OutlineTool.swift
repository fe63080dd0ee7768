package import AgentKernel
package import JSON
internal import SourceCode
internal import SourceText

/// Shows what files declare, without their bodies.
package struct OutlineTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
  }

  package let name = "outline"

  package let description = """
    Shows the declarations of a file, or of all files of a folder, with their lines and without bodies: types, functions, \
    properties.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "description": "a file or a folder, from the repository's root; . for all"]
    ],
    "required": ["path"],
    "additionalProperties": false,
  ])

  /// Files of a folder that are looked through.
  private static let fileLimit = 400

  private let view: any FileView

  package init(_ view: any FileView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [Self.tree(of: input)]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .paths([Self.tree(of: input)])) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let tree = Self.tree(of: input)
    let place = tree.isEmpty ? nil : try RelativePath(tree)
    let all = try await view.files(below: nil, in: .new)
    let files = all.filter { file in
      file.isRegular && Language(path: file.path) != nil
        && (place.map { file.path == $0 || file.path.string.hasPrefix($0.string + "/") } ?? true)
    }
    guard !files.isEmpty else { throw ToolError("no source file lies at \(input.path)") }
    var shown = BoundedText()
    for file in files.prefix(Self.fileLimit) where !shown.isFull {
      try Task.checkCancellation()
      guard let bytes = try await view.contents(of: [file])[file.path], let language = Language(path: file.path) else {
        continue
      }
      shown.append("\(file.path)")
      let symbols = SymbolExtraction(of: bytes, in: language).definitions
      for symbol in symbols {
        let depth = symbol.container.map { $0.split(separator: ".").count } ?? 0
        let lines = "\(symbol.lines.first)-\(symbol.lines.last)"
        shown.append(
          "  \(lines)\(String(repeating: " ", count: max(1, 10 - lines.count) + depth * 2))\(symbol.signature(in: bytes))"
        )
      }
    }
    let rest = files.count > Self.fileLimit ? "[and \(files.count - Self.fileLimit) more files; name a folder]\n" : ""
    return ToolOutput(shown.finished { "\($0) more lines; name a smaller folder or a file" } + rest)
  }

  private static func tree(of input: Input) -> String {
    var text = input.path.hasPrefix("./") ? String(input.path.dropFirst(2)) : input.path
    while text.hasSuffix("/") { text.removeLast() }
    return text == "." ? "" : text
  }
}
