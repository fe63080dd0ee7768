internal import SwiftSyntax

/// What is deprecated for another name is called by that name.
struct AdoptRenamed: SourceRewriter {
  static let description = RewriterDescription(
    "adopt-renamed",
    "Uses the names that `@available(…, renamed:)` of the project gives, where labels match; unclear uses are left.",
    [RewriterParameter("name", .pattern, "only declarations of this old name", standard: "")], reach: .project)

  private let name: NamePattern?

  init(_ arguments: RewriterArguments) { name = arguments.pattern("name") }

  /// A deprecated function, and what is called in its place.
  private struct Replacement {
    let old: DeclaredFunction
    let from: FunctionName
    let to: FunctionName
    let place: (source: Int?, range: Range<Int>)
  }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var draft = ProjectDraft(files)
    let foreign = ProjectDraft(others.filter { $0.text.contains("renamed:") })
    var functions: [DeclaredFunction] = []
    var replacements: [Replacement] = []
    for (index, source) in (draft.sources + foreign.sources).enumerated() {
      for declaration in Declaration.all(in: source.tree) {
        guard let function = DeclaredFunction(declaration.node, in: declaration.owner), function.base != "init" else {
          continue
        }
        functions.append(function)
        guard name.map({ $0.match(function.base) != nil }) ?? true, let new = Self.newName(declaration) else {
          continue
        }
        guard let from = FunctionName("\(function.base)(\(function.labels.map { "\($0):" }.joined()))"),
          let to = FunctionName(new), to.type == nil, to.labels.count == from.labels.count
        else {
          if index < draft.sources.count {
            draft.note(
              "\(function.base) is renamed to \(new), which is no function with as many arguments", in: source,
              at: declaration.node.byteRange.lowerBound)
          }
          continue
        }
        replacements.append(
          Replacement(
            old: function, from: from, to: to,
            place: (index < draft.sources.count ? index : nil, declaration.node.byteRange)))
      }
    }
    var steps: [RewriteOutcome.Step] = []
    for replacement in replacements {
      // Two of one name and labels belong to different types, which syntax cannot tell at a call.
      guard functions.count(where: { $0.has(replacement.from) }) == 1 else {
        if let source = replacement.place.source {
          draft.note(
            "several functions are called \(replacement.from), so that its calls are left", in: draft.sources[source],
            at: replacement.place.range.lowerBound)
        }
        continue
      }
      if let step = step(replacement, functions, &draft) { steps.append(step) }
    }
    return RewriteOutcome(steps: steps, notes: draft.notes)
  }

  private func step(
    _ replacement: Replacement, _ functions: [DeclaredFunction], _ draft: inout ProjectDraft
  ) -> RewriteOutcome.Step? {
    let change = FunctionRelabelling(from: replacement.from, labels: replacement.to.labels)
    let others = functions.filter { $0.base == replacement.from.base && !$0.has(replacement.from) }
    var edits: [Int: [SourceEdit]] = [:]
    for (index, source) in draft.sources.enumerated() {
      for candidate in CandidateCall.all(of: replacement.from, in: source) {
        let place = candidate.call.byteRange.lowerBound
        // The old function itself hands on to the new one.
        if replacement.place.source == index, replacement.place.range.contains(place) { continue }
        guard let parameters = replacement.old.parameters(for: candidate.call),
          others.allSatisfy({ $0.parameters(for: candidate.call) == nil })
        else { continue }
        edits[index, default: []] += change.call(candidate.call, parameters)
        edits[index, default: []].append(SourceEdit(candidate.name.token.byteRange, replacement.to.base))
      }
    }
    return draft.step("Call \(replacement.to) in place of \(replacement.from)", edits)
  }

  /// What `@available(*, deprecated, renamed: "…")` says.
  private static func newName(_ declaration: Declaration) -> String? {
    for element in declaration.attributes {
      guard let attribute = element.as(AttributeSyntax.self), attribute.attributeName.trimmedDescription == "available",
        case .availability(let list)? = attribute.arguments
      else { continue }
      for argument in list {
        guard case .availabilityLabeledArgument(let labelled) = argument.argument, labelled.label.text == "renamed",
          case .string(let literal) = labelled.value, literal.segments.count == 1
        else { continue }
        return literal.segments.trimmedDescription
      }
    }
    return nil
  }
}
