package import AgentKernel
package import JSON
internal import SourceText

/// Searches the text of files.
package struct GrepTool: Tool {
  package struct Input: Decodable, Sendable {
    var pattern: String
    var files: String?
    var ignoreCase: Bool?
    var version: FileVersion?

    enum CodingKeys: String, CodingKey {
      case pattern
      case files
      case ignoreCase = "ignore_case"
      case version
    }
  }

  package let name = "grep"

  package let description = """
    Searches the lines of all files for a regular expression (RE2: no look-around). `files` narrows it to a folder or a \
    glob pattern. Prints path:line:text.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "pattern": ["type": "string", "minLength": 1, "maxLength": 1000],
      "files": ["type": "string", "description": "a folder, a path or a glob such as **/*.py"],
      "ignore_case": ["type": "boolean"],
      "version": ["type": "string", "enum": ["new", "old"]],
    ],
    "required": ["pattern"],
    "additionalProperties": false,
  ])

  /// What one search may read, in bytes; a larger repository is searched in part, and the answer says so.
  private static let readLimit = 256 << 20

  private static let matchLimit = 200

  /// How many files are read at once.
  private static let batchSize = 32

  private let view: any FileView

  package init(_ view: any FileView) {
    self.view = view
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { CallSubject(trees: [input.files.map(Self.tree(of:)) ?? ""]) }

  package func effects(of input: Input) -> ToolEffects {
    ToolEffects(reads: .paths([""]))
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    let pattern: LinearPattern
    do throws(LinearPatternError) {
      pattern = try LinearPattern("(?m)" + input.pattern, ignoresCase: input.ignoreCase ?? false)
    } catch {
      throw ToolError("the pattern is not a regular expression (RE2 syntax): \(error)")
    }
    let all = try await candidates(input)
    guard !all.isEmpty else { throw ToolError("no file matches \(input.files ?? "")") }
    let entries = all.filter { !SensitiveFile.contains($0.path) }
    let withheld = all.filter { SensitiveFile.contains($0.path) }.map(\.path.string)
    let more = withheld.count > 3 ? " and \(withheld.count - 3) more" : ""
    let note =
      withheld.isEmpty
      ? "" : "[not searched, may hold secrets: \(withheld.prefix(3).joined(separator: ", "))\(more)]\n"
    var shown = BoundedText()
    var (matches, read) = (0, 0)
    var contents: [RelativePath: [UInt8]] = [:]
    for (position, entry) in entries.enumerated() {
      try Task.checkCancellation()
      if position.isMultiple(of: Self.batchSize) {
        contents = try await view.contents(of: Array(entries[position...].prefix(Self.batchSize)))
      }
      guard read < Self.readLimit, matches < Self.matchLimit, !shown.isFull else {
        return ToolOutput(shown.text + "[stopped here: there may be more; narrow it with `files`]\n" + note)
      }
      guard let bytes = contents[entry.path] else { continue }
      read += bytes.count
      // One pass over the whole file first: most files do not match, and need no splitting into lines.
      guard !BinaryContent.isLikely(bytes), pattern.matches(bytes) else { continue }
      for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
      where pattern.matches(line) {
        shown.append("\(ListedName.shown(entry.path.string)):\(index + 1):\(String(decoding: line, as: UTF8.self))")
        matches += 1
      }
    }
    return ToolOutput((matches == 0 ? "no line matches\n" : shown.finished { "\($0) more lines match" }) + note)
  }

  private func candidates(_ input: Input) async throws -> [ViewedFile] {
    let all = try await view.files(below: nil, in: input.version ?? .new).filter(\.isRegular)
    guard let files = input.files, let place = try ListFilesTool.folder(files) else { return all }
    let inside = all.filter { $0.path == place || $0.path.string.hasPrefix(place.string + "/") }
    if !inside.isEmpty || Self.isFolder(files) { return inside }
    let glob = try GlobPattern(files)
    return try all.filter { entry in
      try Task.checkCancellation()
      return glob.matches(entry.path)
    }
  }

  /// The folder outside which a search finds nothing, as rules see it; empty for the root.
  ///
  /// A lone name, without a slash behind it, is looked for at any depth.
  static func tree(of files: String) -> String {
    let text = ListFilesTool.folderText(files)
    guard text.contains("/") || isFolder(files) else { return "" }
    let components = text.split(separator: "/", omittingEmptySubsequences: false)
    return components.prefix { !$0.contains(where: isSpecial) }.joined(separator: "/")
  }

  /// Whether the argument can only mean the folder at that place.
  private static func isFolder(_ files: String) -> Bool { files.hasSuffix("/") && !files.contains(where: isSpecial) }

  private static func isSpecial(_ character: Character) -> Bool { "*?[]{}\\!".contains(character) }
}
