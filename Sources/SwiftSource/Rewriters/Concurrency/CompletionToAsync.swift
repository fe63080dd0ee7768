internal import SwiftSyntax

/// Functions with completion handlers get async ones beside them, and calls that waited by hand call those.
struct CompletionToAsync: SourceRewriter {
  static let description = RewriterDescription(
    "completion-to-async",
    "Adds an async function beside each that ends with a completion handler; calls within a continuation use it.",
    [
      RewriterParameter("name", .pattern, "only functions of this name", standard: ""),
      RewriterParameter(
        "convert", .flag, "whether a function becomes async itself where its body and all its calls allow it",
        standard: "false"),
    ], reach: .project)

  private let name: NamePattern?
  private let mayConvert: Bool

  init(_ arguments: RewriterArguments) {
    name = arguments.pattern("name")
    mayConvert = arguments.flag("convert")
  }

  /// What tells functions apart that are called alike.
  private struct Key: Hashable {
    let owner: String?
    let name: String
    let labels: [String]
  }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var draft = ProjectDraft(files)
    let foreign = ProjectDraft(others)
    let present = Set((draft.sources + foreign.sources).flatMap(asyncFunctions))
    let shared = sharedNames(draft.sources + foreign.sources)
    var steps: [RewriteOutcome.Step] = []
    for index in draft.sources.indices {
      let source = draft.sources[index]
      for declaration in Declaration.all(in: source.tree) {
        guard let alternative = AsyncAlternative(of: declaration),
          let title = declaration.names.first, name.map({ $0.match(title) != nil }) ?? true
        else { continue }
        if mayConvert {
          let conversion = CompletionConversion(alternative, in: index, of: draft.sources, beside: foreign.sources)
          if let edits = conversion.edits {
            // Its calls may lie in lines that another step changes too: each has a pass of its own.
            guard steps.isEmpty else { return RewriteOutcome(steps: steps, notes: draft.notes) }
            if let step = draft.step("Make \(title) an async function", edits) {
              return RewriteOutcome(steps: [step], notes: draft.notes)
            }
          }
          if let reason = conversion.hindrance {
            draft.note("\(title) keeps its handler: \(reason)", in: source, at: declaration.node.byteRange.lowerBound)
          }
        }
        let owner = declaration.owner?.lastName
        let key = Key(owner: owner, name: title, labels: alternative.labels)
        var edits: [Int: [SourceEdit]] = [:]
        if !present.contains(key) {
          let start = declaration.node.byteRange.lowerBound
          if let reason = alternative.hindrance {
            draft.note("\(title) gets no async function: \(reason)", in: source, at: start)
            continue
          }
          guard let lines = AttachedLines.range(of: item(of: declaration.node), in: source) else {
            draft.note("\(title) gets no async function: its lines hold something else too", in: source, at: start)
            continue
          }
          let text = source.lineEnd + source.lineEnd + alternative.text(in: source)
          edits[index, default: []].append(SourceEdit(lines.upperBound..<lines.upperBound, text))
        }
        // A call says nothing of the type that it is made on.
        for other in draft.sources.indices where !shared.contains(Key(owner: nil, name: title, labels: key.labels)) {
          let calls = ContinuationCall.all(of: title, alternative, in: draft.sources[other])
          edits[other, default: []] += calls.flatMap(\.edits)
        }
        if let step = draft.step("Offer \(title) as an async function", edits) { steps.append(step) }
      }
    }
    return RewriteOutcome(steps: steps, notes: draft.notes)
  }

  /// Functions with a completion handler whose name and labels another one has too.
  private func sharedNames(_ sources: [ParsedSource]) -> Set<Key> {
    var seen: Set<Key> = []
    var shared: Set<Key> = []
    for declaration in sources.flatMap({ Declaration.all(in: $0.tree) }) {
      guard let alternative = AsyncAlternative(of: declaration) else { continue }
      let key = Key(owner: nil, name: alternative.function.name.text, labels: alternative.labels)
      if !seen.insert(key).inserted { shared.insert(key) }
    }
    return shared
  }

  /// The statement or member that a declaration is: what is behind it on its line belongs to that.
  private func item(of node: DeclSyntax) -> Syntax {
    if let member = node.parent?.as(MemberBlockItemSyntax.self) { return Syntax(member) }
    return node.parent?.as(CodeBlockItemSyntax.self).map(Syntax.init) ?? Syntax(node)
  }

  private func asyncFunctions(in source: ParsedSource) -> [Key] {
    Declaration.all(in: source.tree).compactMap { declaration in
      guard let function = declaration.node.as(FunctionDeclSyntax.self),
        function.signature.effectSpecifiers?.asyncSpecifier != nil
      else { return nil }
      return Key(
        owner: declaration.owner?.lastName, name: function.name.text,
        labels: function.signature.parameterClause.parameters.map(\.firstName.text))
    }
  }
}
