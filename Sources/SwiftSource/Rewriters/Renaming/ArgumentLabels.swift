internal import SwiftSyntax

/// A function's argument labels are changed, with its calls.
struct ArgumentLabels: SourceRewriter {
  static let description = RewriterDescription(
    "argument-labels",
    "Changes, adds or removes argument labels of a function or `Type.init`, with its calls; unclear calls are reported.",
    [
      RewriterParameter("from", .text, "the function as it is: `load(from:)`, `Loader.init(url:)`"),
      RewriterParameter("to", .text, "the function as it is to be: `load(_:)`; all but the labels is the same"),
    ],
    reach: .project)

  private let from: FunctionName
  private let to: FunctionName

  init(_ arguments: RewriterArguments) throws(SwiftSourceError) {
    guard let from = FunctionName(arguments.text("from")), let to = FunctionName(arguments.text("to")) else {
      throw SwiftSourceError(
        .rewriter, "the arguments of the rule argument-labels are functions such as load(from:) or Loader.init(url:)")
    }
    guard from.base == to.base, from.type == to.type, from.labels.count == to.labels.count else {
      throw SwiftSourceError(
        .rewriter, "the rule argument-labels changes labels alone: name and number of arguments must be the same")
    }
    (self.from, self.to) = (from, to)
  }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    // What does not hold the name is not even parsed.
    let name = from.type ?? from.base
    var draft = ProjectDraft(files.filter { $0.text.contains(name) })
    let foreign = ProjectDraft(others.filter { $0.text.contains(name) })
    let functions = draft.sources.map(declared)
    let candidates = (functions + foreign.sources.map(declared)).flatMap { $0 }
    guard let first = functions.firstIndex(where: { $0.contains { $0.has(from) } }) else {
      return RewriteOutcome(notes: draft.notes)
    }
    if let reason = hindrance(draft.sources, foreign.sources, candidates) {
      let place = functions[first].first { $0.has(from) }?.node.byteRange.lowerBound ?? 0
      draft.note("the labels stay: \(reason)", in: draft.sources[first], at: place)
      return RewriteOutcome(notes: draft.notes)
    }
    let change = FunctionRelabelling(from: from, labels: to.labels)
    var edits: [Int: [SourceEdit]] = [:]
    for (index, source) in draft.sources.enumerated() {
      var group = functions[index].filter { $0.has(from) }.flatMap { change.declaration($0.clause) }
      for candidate in CandidateCall.all(of: from, in: source) {
        guard let parameters = target(candidate.call, candidates) else { continue }
        guard !candidate.isUnclear, parameters.isCertain else {
          draft.note(
            "a call that may be meant is left, since another function would fit too", in: source,
            at: candidate.call.byteRange.lowerBound)
          continue
        }
        group += change.call(candidate.call, parameters.indices)
      }
      for reference in SyntaxNodes.all(DeclReferenceExprSyntax.self, in: source.tree) {
        group += change.reference(reference) ?? []
      }
      edits[index] = group
    }
    let step = draft.step("Change the labels of \(from) to \(to)", edits)
    return RewriteOutcome(steps: step.map { [$0] } ?? [], notes: draft.notes)
  }

  private func declared(in source: ParsedSource) -> [DeclaredFunction] {
    Declaration.all(in: source.tree).compactMap { declaration in
      guard let function = DeclaredFunction(declaration.node, in: declaration.owner), function.base == from.base,
        function.type == from.type
      else { return nil }
      return function
    }
  }

  private func hindrance(
    _ sources: [ParsedSource], _ foreign: [ParsedSource], _ candidates: [DeclaredFunction]
  ) -> String? {
    if candidates.contains(where: { $0.has(to) }) { return "a function \(to) is there already" }
    for function in candidates where function.has(from) {
      guard let declaration = Declaration(function.node) else { continue }
      if let reason = RenameHindrance.reason(declaration, declaration.keyword) { return reason }
    }
    for source in foreign {
      if declared(in: source).contains(where: { $0.has(from) }) {
        return "\(source.path), which is not to be changed, declares it too"
      }
      if CandidateCall.all(of: from, in: source).contains(where: { target($0.call, candidates)?.isCertain == true }) {
        return "\(source.path), which is not to be changed, calls it"
      }
    }
    return nil
  }

  /// Whether a call may be meant, where its arguments go, and whether no other function fits.
  private func target(
    _ call: FunctionCallExprSyntax, _ candidates: [DeclaredFunction]
  ) -> (indices: [Int], isCertain: Bool)? {
    let fitting = candidates.compactMap { function in
      function.parameters(for: call).map { (function.has(from), $0) }
    }
    guard let meant = fitting.first(where: \.0) else { return nil }
    return (meant.1, fitting.allSatisfy(\.0))
  }
}
