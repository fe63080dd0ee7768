package import AgentKernel
internal import Editing
package import JSON
internal import SourceCode
internal import SourceText

/// Gives something another name everywhere, by the changes that the language's server proposes.
///
/// The server only proposes. Each file must be as the server has it, each change must be the new name in place of the old,
/// and all are made in one transaction, or none.
package struct RenameTool: Tool {
  package struct Input: Decodable, Sendable {
    var path: String
    var line: Int
    var name: String
    var newName: String

    enum CodingKeys: String, CodingKey {
      case path
      case line
      case name
      case newName = "new_name"
    }
  }

  package let name = "rename"

  package let description = """
    Renames something and all its uses, as the language's own server sees them. Give a file and a line in which its \
    name stands. For a Swift function `new_name` may have labels: `record(sum:note:)`. Says where the old name still stands.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "path": PlaceSchema.path, "line": PlaceSchema.line, "name": PlaceSchema.name, "new_name": PlaceSchema.name,
    ],
    "required": ["path", "line", "name", "new_name"],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles
  private let intelligence: CodeIntelligence

  package init(_ files: any WorkFiles, _ intelligence: CodeIntelligence) {
    self.files = files
    self.intelligence = intelligence
  }

  package func risk(of input: Input) -> Risk { .moderate }

  /// It may change any file, so a rule about any counts.
  package func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path], trees: [""]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything, writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    let place = try NamedPlace(input.path, line: input.line, name: input.name)
    guard Self.isName(input.newName) else { throw ToolError("`\(input.newName)` is no name") }
    guard input.newName != input.name else { throw ToolError("it has that name already") }
    let (edit, mentions, taken) = try await intelligence.rename(place, to: input.newName)
    if let path = edit.outside.first {
      throw ToolError(
        "nothing was changed: it would have to be renamed in \(path) too, which is outside of the project")
    }
    guard !edit.files.isEmpty else { throw ToolError("the server has nothing to rename there") }
    var operations: [FileOperation] = []
    var changed: [RelativePath: [Range<Int>]] = [:]
    for path in edit.files.keys.sorted() {
      guard let file = try await files.file(at: path, needsReading: false) else {
        throw ToolError("nothing was changed: the server knows a file \(path) that is not there")
      }
      let edits = try Self.edits(edit, of: path, in: file.bytes, input)
      changed[path] = edits.replacements.map(\.range)
      let replacements = edits.replacements.map { FileOperation.Replacement($0.range, $0.bytes) }
      operations.append(FileOperation(path, .edit(base: edits.base, replacements), reason: "rename of \(input.name)"))
    }
    try await files.apply(operations)
    return ToolOutput(Self.report(input, changed, mentions, taken))
  }

  /// - Throws: `ToolError` for a change that is more than a rename.
  private static func edits(
    _ edit: WorkspaceEdit, of path: RelativePath, in bytes: [UInt8], _ input: Input
  ) throws -> FileEdits {
    let edits: FileEdits
    do { edits = try FileEdits(edit, of: path, in: bytes) } catch {
      throw ToolError("nothing was changed: \(error)")
    }
    // Labels change other words than the name.
    if input.newName.contains("(") { return edits }
    guard let narrow = edits.narrowed(to: bytes, from: input.name, to: input.newName) else {
      throw ToolError("nothing was changed: in \(path) the server would change more than the name `\(input.name)`")
    }
    return narrow
  }

  private static func report(
    _ input: Input, _ changed: [RelativePath: [Range<Int>]], _ mentions: Mentions, _ taken: Mentions
  ) -> String {
    let count = changed.values.reduce(0) { $0 + $1.count }
    var shown = BoundedText()
    shown.append("renamed `\(input.name)` to `\(input.newName)`: \(count) changes in \(changed.count) files")
    for (path, ranges) in changed.sorted(by: { $0.key < $1.key }) {
      shown.append("\(ListedName.shown(path.string)): \(ranges.count)")
    }
    let check = MentionCheck(mentions) { path, _ in changed[path] ?? [] }
    var notes = check.notes(on: input.name)
    if taken.codeCount > 0 {
      notes += "[the new name stood in code at \(taken.codeCount) places before: see that nothing is mixed up]\n"
    }
    return shown.finished { "\($0) more files" } + notes
  }

  /// A name, with or without labels behind it.
  private static func isName(_ text: String) -> Bool {
    let name = text.prefix { $0 != "(" }
    let labels = text.dropFirst(name.count)
    let isLabels =
      labels.isEmpty || (labels.hasSuffix(")") && labels.dropFirst().dropLast().allSatisfy(isNamePart(orColon: true)))
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.allSatisfy(isNamePart(orColon: false)) && isLabels
  }

  private static func isNamePart(orColon: Bool) -> (Character) -> Bool {
    { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" || (orColon && $0 == ":") }
  }
}
