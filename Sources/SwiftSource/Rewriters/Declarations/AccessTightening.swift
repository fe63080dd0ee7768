internal import SwiftSyntax

/// Internal functions and properties that only their own file names become private to it.
struct AccessTightening: SourceRewriter {
  static let description = RewriterDescription(
    "tighten-access",
    "Makes internal functions and properties that only their own file names `private`, or `fileprivate` where that is needed.",
    [
      RewriterParameter(
        "public", .flag, "whether public ones become internal that no other file names", standard: "false"),
      RewriterParameter("name", .pattern, "only declarations of this name", standard: ""),
    ],
    reach: .project)

  private let isForPublic: Bool
  private let name: NamePattern?

  init(_ arguments: RewriterArguments) {
    isForPublic = arguments.flag("public")
    name = arguments.pattern("name")
  }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var draft = ProjectDraft(files)
    let foreign = ProjectDraft(others)
    let sources = draft.sources + foreign.sources
    // A file that does not parse may name anything.
    guard sources.count == files.count + others.count else { return RewriteOutcome(notes: draft.notes + foreign.notes) }
    let words = sources.map(Self.words)
    var owners: [String: Int] = [:]
    for file in words { for word in file { owners[word, default: 0] += 1 } }
    let types = AccessTypes(sources)
    var steps: [RewriteOutcome.Step] = []
    for (index, source) in draft.sources.enumerated() {
      var edits: [SourceEdit] = []
      for declaration in Declaration.all(in: source.tree) where types.mayBeTightened(declaration) {
        // In other files nothing has any of its names.
        guard declaration.names.allSatisfy({ owners[$0] == 1 && isMeant($0) }) else { continue }
        if let edit = edit(declaration, in: source) { edits.append(edit) }
      }
      if let step = draft.step("Tighten access in \(source.path)", [index: edits]) { steps.append(step) }
    }
    return RewriteOutcome(steps: steps, notes: draft.notes)
  }

  private func isMeant(_ name: String) -> Bool { self.name.map { $0.match(name) != nil } ?? true }

  /// All names in a file, also those in strings: a selector or a key path may be written there.
  private static func words(of source: ParsedSource) -> Set<String> {
    var words: Set<String> = []
    for token in source.tree.tokens(viewMode: .sourceAccurate) {
      switch token.tokenKind {
      case .identifier(let text): words.insert(text.filter { $0 != "`" })
      case .dollarIdentifier(let text): words.insert(String(text.dropFirst()))
      case .stringSegment(let text):
        for word in text.unicodeScalars.split(whereSeparator: { !SwiftName.isPart($0) }) { words.insert(String(word)) }
      default: break
      }
    }
    return words
  }

  private func edit(_ declaration: Declaration, in source: ParsedSource) -> SourceEdit? {
    let access = declaration.access
    if access == "public", isForPublic, let modifier = declaration.accessModifier {
      return SourceEdit(source.removal(of: modifier.byteRange), "")
    }
    guard access == "internal", declaration.owner.map({ $0.modifiers.allSatisfy { $0.name.text != "private" } }) ?? true
    else { return nil }
    let level = isUsedOutsideItsType(declaration, in: source) ? "fileprivate" : "private"
    if let modifier = declaration.accessModifier { return SourceEdit(modifier.byteRange, level) }
    // What is private as a whole needs not say so of its setter.
    if level == "private", let setter = declaration.modifiers.first(where: { $0.detail != nil }) {
      return SourceEdit(setter.byteRange, level)
    }
    let start = (declaration.modifiers.first?.byteRange ?? declaration.keyword.byteRange).lowerBound
    return SourceEdit(start..<start, level + " ")
  }

  /// Whether the file names a member outside its type and the extensions of that.
  private func isUsedOutsideItsType(_ declaration: Declaration, in source: ParsedSource) -> Bool {
    guard let owner = declaration.owner else { return false }
    let homes = Declaration.all(in: source.tree).compactMap { TypeDeclaration($0.node) }.filter {
      $0.node.id == owner.node.id || $0.kind == .extension && $0.name == owner.name
        || owner.kind == .extension && $0.name == owner.name
    }.map(\.node.byteRange)
    return source.tree.tokens(viewMode: .sourceAccurate).contains { token in
      declaration.names.contains(token.text) && !homes.contains { $0.contains(token.byteRange.lowerBound) }
    }
  }
}
