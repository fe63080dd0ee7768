package import AgentKernel
internal import Editing
package import JSON
internal import SourceText

/// Applies a patch to one or more files.
package struct ApplyPatchTool: Tool {
  /// A patch that has been read; what cannot be read is no input.
  package struct Input: Decodable, Sendable {
    /// Far more than a model writes in one answer.
    private static let limits = PatchLimits(size: 1 << 20, lines: 20_000, files: 100)

    let changes: [FileChange]

    private enum CodingKeys: CodingKey {
      case patch
    }

    package init(from decoder: any Decoder) throws {
      let text = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .patch)
      let patch = try Patch(parsing: Array(text.utf8), limits: Self.limits)
      changes = patch.files.map(\.change)
      if let omission = patch.omissions.first { throw ToolError("it leaves something out: \(omission.reason)") }
      guard !changes.isEmpty else { throw ToolError("it holds no file") }
      let paths = changes.flatMap { [$0.path] + ($0.oldPath.map { [$0] } ?? []) }
      guard Set(paths).count == paths.count else { throw ToolError("it names a file twice; bring its hunks together") }
      for change in changes { try change.checkSupport() }
    }

    var paths: [String] { changes.flatMap { [$0.path.string] + ($0.oldPath.map { [$0.string] } ?? []) } }
  }

  package let name = "apply_patch"

  package let description = """
    Applies a unified diff (--- a/path, +++ b/path, @@ hunks) to one or more files: all of it or nothing. The lines of \
    each hunk must be in the file; /dev/null stands for a file that is not there.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": ["patch": ["type": "string", "minLength": 1]],
    "required": ["patch"],
    "additionalProperties": false,
  ])

  private let files: any WorkFiles

  package init(_ files: any WorkFiles) {
    self.files = files
  }

  /// A patch that deletes or moves is as grave as the tools that do.
  package func risk(of input: Input) -> Risk {
    input.changes.contains { $0.kind == .deleted || $0.kind == .renamed } ? .dangerous : .moderate
  }

  package func subject(of input: Input) -> CallSubject { CallSubject(paths: input.paths) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(writes: .paths(Set(input.paths))) }

  package func run(_ input: Input) async throws -> ToolOutput {
    var operations: [FileOperation] = []
    var answer = BoundedText()
    for change in input.changes {
      do {
        let (made, words) = try await self.operations(for: change)
        operations += made
        answer.append(words)
      } catch let error as ToolError {
        throw ToolError("nothing was changed: \(change.path): \(error)")
      }
    }
    try await files.apply(operations)
    return ToolOutput(answer.finished { "\($0) more files" })
  }

  private func operations(for change: FileChange) async throws -> ([FileOperation], String) {
    let edit = PatchEdit(change.hunks)
    if change.kind == .added {
      let bytes = try edit.applied(to: []).bytes
      let isExecutable = change.new?.mode == .executable
      let summary = "wrote the new file \(change.path): \(ChangeSummary(old: [], new: bytes).words)"
      return ([FileOperation(change.path, .create(bytes, isExecutable: isExecutable), reason: name)], summary)
    }
    let source = change.oldPath ?? change.path
    guard let file = try await files.file(at: source, needsReading: false) else {
      throw ToolError("there is no file \(source)")
    }
    let result = try edit.applied(to: file.bytes)
    let note = result.tier == .exact ? "" : "; its lines were there\(result.tier.words)"
    let words = "\(ChangeSummary(old: file.bytes, new: result.bytes).words)\(note)"
    switch change.kind {
    case .deleted:
      guard result.bytes.isEmpty else { throw ToolError("the patch deletes the file but not all of its lines") }
      return ([FileOperation(source, .delete(base: file.hash), reason: name)], "deleted \(source)")
    case .renamed:
      let move = FileOperation(source, .move(base: file.hash, to: change.path), reason: name)
      guard result.bytes != file.bytes else { return ([move], "moved \(source) to \(change.path)") }
      let edit = FileOperation(source, file, becomes: result.bytes, reason: name)
      return ([edit, move], "moved \(source) to \(change.path): \(words)")
    case .copied:
      let create = FileOperation.Action.create(result.bytes, isExecutable: file.isExecutable)
      return ([FileOperation(change.path, create, reason: name)], "copied \(source) to \(change.path): \(words)")
    case .added, .modified, .typeChanged:
      guard result.bytes != file.bytes else { throw ToolError("the patch changes nothing in it") }
      return ([FileOperation(source, file, becomes: result.bytes, reason: name)], "edited \(source): \(words)")
    }
  }
}

extension FileChange {
  /// - Throws: `ToolError` for what no tool does: links, submodules, binary files, modes.
  fileprivate func checkSupport() throws(ToolError) {
    let modes = [old?.mode, new?.mode].compactMap { $0 }
    guard modes.allSatisfy({ $0 == .regular || $0 == .executable }), kind != .typeChanged else {
      throw ToolError("\(path) is not a regular file in it; links and submodules are not made")
    }
    guard !isBinary else { throw ToolError("\(path) is binary in it") }
    if kind == .modified || kind == .renamed, let old = old?.mode, let new = new?.mode, old != new {
      throw ToolError("it changes the mode of \(path), which no tool does")
    }
    if kind == .modified, hunks.isEmpty { throw ToolError("it has no hunk for \(path)") }
  }
}
