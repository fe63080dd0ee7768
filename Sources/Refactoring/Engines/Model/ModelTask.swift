internal import AgentKernel
internal import Editing
internal import Git
internal import SourceText
internal import Tools

/// What the model is told first in a conversation: the words are the agent's definition's, the facts are filled in here.
struct ModelTask {
  let model: RefactoringModel
  let goal: String
  let scope: EditScope
  let files: AreaFiles
  let recipes: RecipeDesk

  private var agent: AgentDefinition { model.agent }

  /// Files that are named in the message of a plan.
  private static let nameLimit = 300

  /// Lines of a red gate that are shown, and characters of each.
  private static let (lineLimit, lineLength) = (60, 400)

  /// Bytes of a step that is shown as a patch.
  private static let patchLimit = 24 << 10

  func plan() async throws -> String {
    try agent.section(
      "Plan",
      ["goal": goal, "scope": scope.placeWords, "files": try await fileList(), "recipes": recipes.text(for: goal)])
  }

  func item(_ number: Int, _ ledger: WorkLedger) async throws -> String {
    guard let item = ledger.plan?.items[number] else { return "" }
    return try agent.section(
      "Item",
      [
        "goal": goal, "ledger": ledger.text(at: number), "number": "\(number + 1)", "name": item.name,
        "what": item.what, "item_scope": item.scope.map(\.string).joined(separator: ", "), "scope": scope.placeWords,
        "files": try await texts(of: scope.index?.files(below: item.scope) ?? scope.files),
        "recipes": recipes.text(for: "\(item.name) \(item.what)"),
      ])
  }

  func repair(_ failure: StepFailure, at item: Int?, _ ledger: WorkLedger) async throws -> String {
    var lines = failure.lines.prefix(Self.lineLimit).map { String($0.prefix(Self.lineLength)) }
    if failure.lines.count > Self.lineLimit { lines.append("(\(failure.lines.count - Self.lineLimit) more lines)") }
    let paths = failure.step.paths.filter(scope.contains)
    return try agent.section(
      "Repair",
      [
        "goal": goal, "ledger": ledger.text(at: item), "gate": failure.gate.rawValue, "title": failure.step.title,
        "change": patch(of: failure.step), "lines": lines.joined(separator: "\n"), "attempt": "\(failure.attempt)",
        "files": try await texts(of: paths),
      ])
  }

  /// The names of the files that may be changed, with their lines.
  private func fileList() async throws -> String {
    var lines: [String] = []
    for path in scope.files.prefix(Self.nameLimit) {
      guard let bytes = try await files.contents(of: [ViewedFile(path: path, isRegular: true)])[path] else { continue }
      lines.append("- \(path) (\(bytes.count { $0 == UInt8(ascii: "\n") }))")
    }
    if scope.files.count > Self.nameLimit { lines.append("- and \(scope.files.count - Self.nameLimit) more") }
    return try agent.section("File list", ["list": lines.joined(separator: "\n")])
  }

  /// Files as they are, as many as find place; what is shown counts as read.
  private func texts(of paths: [RelativePath]) async throws -> String {
    var texts: [String] = []
    var (room, hidden) = (model.fileLimit, 0)
    for path in paths {
      try Task.checkCancellation()
      let size = try await files.contents(of: [ViewedFile(path: path, isRegular: true)])[path]?.count
      guard let size, size <= room, let text = try? await files.text(at: path, in: .new) else {
        hidden += 1
        continue
      }
      room -= size
      await files.didShowAll(of: path)
      let count = TextLines.split(text).count - (text.hasSuffix("\n") ? 1 : 0)
      texts.append(
        try agent.section("File", ["path": path.string, "lines": "\(count)", "text": text]))
    }
    if hidden > 0 { texts.append(try agent.section("More files", ["count": "\(hidden)"])) }
    return texts.joined(separator: "\n\n")
  }

  /// A step as a patch of the files as they are; what cannot be shown so is named.
  private func patch(of step: ProposedStep) -> String {
    var versions: [RelativePath: FileVersions] = [:]
    var hidden: Set<RelativePath> = []
    for operation in step.operations {
      var paths = [operation.path]
      if case .move(_, let target) = operation.action { paths.append(target) }
      guard !paths.contains(where: SensitiveFile.contains) else {
        hidden.formUnion(paths)
        continue
      }
      let now = try? files.changeable(operation.path)
      let old = now.map { FileVersions.Version($0.bytes, isExecutable: $0.isExecutable) }
      var version = versions[operation.path] ?? FileVersions(operation.path, old: old, new: old)
      switch operation.action {
      case .create(let bytes, let isExecutable):
        version.new = FileVersions.Version(bytes, isExecutable: isExecutable)
      case .delete: version.new = nil
      case .move(_, let target):
        versions[target] = FileVersions(target, old: nil, new: version.new)
        version.new = nil
      case .edit(_, let replacements):
        guard var bytes = version.new?.bytes else { continue }
        let sorted = replacements.sorted { $0.range.lowerBound > $1.range.lowerBound }
        for replacement in sorted where replacement.range.upperBound <= bytes.count {
          bytes.replaceSubrange(replacement.range, with: replacement.bytes)
        }
        version.new?.bytes = bytes
      }
      versions[operation.path] = version
    }
    let patch = (try? FileVersions.patch(of: Array(versions.values))) ?? []
    var text = String(decoding: patch.prefix(Self.patchLimit), as: UTF8.self)
    if patch.count > Self.patchLimit { text += "\n(\(patch.count - Self.patchLimit) more bytes)" }
    for path in hidden.sorted() { text += "\n(\(SensitiveFile.notice(path)))" }
    return text
  }
}
