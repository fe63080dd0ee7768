internal import SwiftSyntax

/// Declarations whose names match a pattern get others, and so does what names them.
struct RenameByPattern: SourceRewriter {
  static let description = RewriterDescription(
    "rename",
    "Renames declarations and what names them, by syntax alone: a name that means two things is left and reported.",
    [
      RewriterParameter("from", .pattern, "the old name"),
      RewriterParameter("to", .pattern, "the new name; `*` stands for what it stood for in the old"),
      RewriterParameter("kind", .choice(kinds.keys.sorted()), "what is renamed"),
    ],
    reach: .project)

  private static let kinds: [String: Set<Declaration.Kind>] = [
    "type": [.actor, .class, .enum, .protocol, .struct, .typealias], "function": [.function], "case": [.case],
    "property": [.property],
  ]

  private let from: NamePattern
  private let to: NamePattern
  private let kind: String

  init(_ arguments: RewriterArguments) throws(SwiftSourceError) {
    guard let from = arguments.pattern("from"), let to = arguments.pattern("to"), from.hasWildcard == to.hasWildcard
    else {
      throw SwiftSourceError(
        .rewriter, "the arguments \"from\" and \"to\" of the rule rename need a `*` both or neither")
    }
    (self.from, self.to) = (from, to)
    kind = arguments.text("kind")
  }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var draft = ProjectDraft(files)
    let uses = draft.sources.map(NameUses.init)
    let foreign = ProjectDraft(others).sources.map(NameUses.init)
    var edits: [Int: [SourceEdit]] = [:]
    var renamed: [String: String] = [:]
    for (old, new) in names(in: uses) {
      if let reason = hindrance(old, new, uses, foreign) {
        let (index, range) = place(of: old, in: uses)
        draft.note("\(old) is not renamed to \(new): \(reason)", in: draft.sources[index], at: range.lowerBound)
        continue
      }
      renamed[old] = new
      for (index, ranges) in places(of: old, in: uses) {
        edits[index, default: []] += ranges.map { SourceEdit($0, new) }
      }
    }
    let names = renamed.keys.sorted().map { "\($0) to \(renamed[$0] ?? "")" }
    let title =
      "Rename \(names.prefix(3).joined(separator: ", "))" + (names.count > 3 ? " and \(names.count - 3) more" : "")
    let step = draft.step(title, edits)
    return RewriteOutcome(steps: step.map { [$0] } ?? [], notes: draft.notes)
  }

  private var wanted: Set<Declaration.Kind> { Self.kinds[kind] ?? [] }

  /// Old names with their new ones, in the order of the old.
  private func names(in uses: [NameUses]) -> [(String, String)] {
    var names: [String: String] = [:]
    for declared in uses.flatMap(\.declared) where wanted.contains(declared.kind) {
      guard let match = from.match(declared.name) else { continue }
      let new = to.filled(match)
      // A new name that matches again would be renamed for ever.
      if new != declared.name, SwiftName.isIdentifier(new) { names[declared.name] = new }
    }
    return names.sorted { $0.key < $1.key }
  }

  /// Why a name stays; nil when all that it means here is what is renamed.
  private func hindrance(_ old: String, _ new: String, _ uses: [NameUses], _ foreign: [NameUses]) -> String? {
    if from.hasWildcard, let match = from.match(new), to.filled(match) != new {
      return "the new name matches the pattern too"
    }
    if (uses + foreign).contains(where: { $0.words.contains(new) }) { return "the new name is in use" }
    for declared in uses.flatMap(\.declared) where declared.name == old {
      if !wanted.contains(declared.kind) { return "there is also a \(declared.kind.rawValue) of that name" }
      if let reason = declared.hindrance { return reason }
      if declared.isStored, let owner = declared.owner, (uses + foreign).contains(where: { $0.coded.contains(owner) }) {
        return "\(owner) is coded by its name"
      }
    }
    if uses.contains(where: { $0.ambiguous.contains(old) }) {
      return "a local declaration, a capture or a generic parameter has that name too"
    }
    if kind == "property", uses.contains(where: { $0.labels.contains { $0.name == old && $0.callee == "init" } }) {
      return "an initializer with a label of that name is called without its type"
    }
    if foreign.contains(where: { $0.declared.contains { $0.name == old } }) {
      return "a file that is not to be changed declares it too"
    }
    if foreign.contains(where: { $0.uses.contains { $0.name == old } }) {
      return "a file that is not to be changed names it"
    }
    if uses.contains(where: { $0.modules.contains(old) }) { return "there is a module of that name" }
    return nil
  }

  private func place(of old: String, in uses: [NameUses]) -> (Int, Range<Int>) {
    for (index, file) in uses.enumerated() {
      if let found = file.declared.first(where: { $0.name == old }) { return (index, found.range) }
    }
    return (0, 0..<0)
  }

  /// Where a name stands that is to change, by the index of the file.
  private func places(of old: String, in uses: [NameUses]) -> [Int: [Range<Int>]] {
    // A memberwise initializer has the properties' names for labels.
    let owners = kind == "property" ? memberwise(old, uses) : []
    var places: [Int: [Range<Int>]] = [:]
    for (index, file) in uses.enumerated() {
      var ranges = file.declared.filter { $0.name == old }.map(\.range)
      ranges += file.uses.filter { $0.name == old && isMeant($0.form) }.map(\.range)
      ranges += file.labels.filter { $0.name == old && owners.contains($0.callee) }.map(\.range)
      if !ranges.isEmpty { places[index] = ranges }
    }
    return places
  }

  private func memberwise(_ old: String, _ uses: [NameUses]) -> Set<String> {
    let owners = Set(uses.flatMap(\.declared).filter { $0.name == old && $0.isStored }.compactMap(\.owner))
    return owners.intersection(uses.flatMap(\.memberwise))
  }

  private func isMeant(_ form: NameUses.Use.Form) -> Bool {
    switch kind {
    case "type": form != .keyPath
    case "function": form != .type && form != .keyPath
    case "case": form == .member
    default: form != .type
    }
  }
}
