internal import SwiftSyntax

/// Types that are certainly Sendable say so.
struct SendableAnnotation: SourceRewriter {
  static let description = RewriterDescription(
    "sendable",
    "Adds `Sendable` to structs, enums and final classes of constants all of whose stored values are known to be so.",
    [
      RewriterParameter(
        "access", .choice(["public", "all"]), "public types only, or all: the compiler sees the others by itself",
        standard: "public")
    ],
    reach: .project)

  private let isForAll: Bool

  init(_ arguments: RewriterArguments) { isForAll = arguments.text("access") == "all" }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var draft = ProjectDraft(files)
    let foreign = ProjectDraft(others)
    var known = KnownSendables(draft.sources + foreign.sources)
    var types: [(Int, TypeDeclaration)] = []
    for (index, source) in draft.sources.enumerated() {
      for declaration in Declaration.all(in: source.tree) {
        guard let type = TypeDeclaration(declaration.node), [.struct, .enum, .class].contains(type.kind) else {
          continue
        }
        guard isForAll || isPublic(declaration), !known.contains(type.lastName) else { continue }
        types.append((index, type))
      }
    }
    // A type may wait for another that is found to be Sendable later.
    var edits: [Int: [SourceEdit]] = [:]
    var isGrowing = true
    var done: Set<Int> = []
    while isGrowing {
      isGrowing = false
      for (number, (index, type)) in types.enumerated() where !done.contains(number) {
        guard known.isSendable(type) else { continue }
        done.insert(number)
        known.insert(type.lastName)
        edits[index, default: []].append(addition(to: type))
        isGrowing = true
      }
    }
    var steps: [RewriteOutcome.Step] = []
    for index in edits.keys.sorted() {
      // Each file by itself: a conformance is no change of meaning for those that do not have one yet.
      if let step = draft.step("Declare Sendable in \(draft.sources[index].path)", [index: edits[index] ?? []]) {
        steps.append(step)
      }
    }
    return RewriteOutcome(steps: steps, notes: draft.notes)
  }

  private func isPublic(_ declaration: Declaration) -> Bool {
    guard ["public", "open"].contains(declaration.access) else { return false }
    // Within a type that is not public nobody outside sees it.
    guard let owner = declaration.owner, owner.kind != .extension, let outer = Declaration(owner.node) else {
      return true
    }
    return isPublic(outer)
  }

  private func addition(to type: TypeDeclaration) -> SourceEdit {
    if let last = type.inheritance?.inheritedTypes.last {
      let end = last.type.byteRange.upperBound
      return SourceEdit(end..<end, ", Sendable")
    }
    let end = type.generics?.byteRange.upperBound ?? type.nameToken.byteRange.upperBound
    return SourceEdit(end..<end, ": Sendable")
  }
}
