internal import Characterization

/// Mends what a compiler complains of where its words say how: no model is asked for that.
///
/// Rules before a model raise the yield by a third (YATE, arXiv 2507.18316).
struct CompileRepair {
  /// The modules that the module under test imports itself.
  let imports: [String]

  /// A candidate that may compile; nil where no rule fits.
  func repaired(_ candidate: CallCandidate, reason: String, place: RecordingRun.Place?) -> CallCandidate? {
    var draft = CandidateDraft(candidate)
    let position = place.flatMap { draft.position(of: $0) }
    let isChanged: Bool
    if reason.contains("not marked with 'try'") {
      draft.isThrowing = true
      isChanged = Self.mark("try ", &draft, position) || !candidate.isThrowing
    } else if reason.contains("not marked with 'await'")
      || reason.contains("'async' call in a function that does not support concurrency")
    {
      draft.isAsync = true
      isChanged = Self.mark("await ", &draft, position) || !candidate.isAsync
    } else if reason.contains("main actor-isolated") {
      draft.actor = "MainActor"
      isChanged = candidate.actor == nil
    } else if reason.hasPrefix("cannot find "), reason.hasSuffix(" in scope") {
      draft.imports = Set(draft.imports).union(imports).sorted()
      isChanged = draft.imports != candidate.imports
    } else if reason.contains("is a 'let' constant") {
      isChanged = Self.makeVariable(Self.quoted(reason).last ?? "", &draft)
    } else if let labels = LabelComplaint(reason) {
      isChanged = position.map { Self.relabel(labels, &draft, $0) } ?? false
    } else {
      isChanged = false
    }
    return isChanged ? draft.candidate(like: candidate) : nil
  }

  /// Puts a word before the expression of a line of the setup; the call gets it from its flags.
  private static func mark(_ word: String, _ draft: inout CandidateDraft, _ position: CandidateDraft.Position?) -> Bool
  {
    guard case .setup(let index)? = position?.part else { return false }
    var line = draft.setup[index]
    let start = line.firstRange(of: " = ")?.upperBound ?? line.startIndex
    // `try` stands before `await`.
    let isBehindTry = word == "await " && line[start...].hasPrefix("try ")
    line.insert(contentsOf: word, at: isBehindTry ? line.index(start, offsetBy: 4) : start)
    draft.setup[index] = line
    return true
  }

  private static func makeVariable(_ name: String, _ draft: inout CandidateDraft) -> Bool {
    for (index, line) in draft.setup.enumerated() {
      for end in [" ", ":"] where line.hasPrefix("let \(name)\(end)") {
        draft.setup[index] = "var" + line.dropFirst(3)
        return true
      }
    }
    return false
  }

  /// Writes the labels of the call whose bracket the compiler points at.
  private static func relabel(
    _ complaint: LabelComplaint, _ draft: inout CandidateDraft, _ position: CandidateDraft.Position
  ) -> Bool {
    guard let mended = ArgumentLabels.mend(complaint, in: draft[position.part], at: position.offset) else {
      return false
    }
    draft[position.part] = mended
    return true
  }

  /// What stands in single quotation marks.
  private static func quoted(_ text: String) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated().compactMap { index, part in
      index % 2 == 1 ? String(part) : nil
    }.filter { $0 != "let" }
  }
}
