/// The edits of several files while a rule collects them.
struct ProjectDraft {
  let sources: [ParsedSource]
  private(set) var notes: [RewriteOutcome.Note] = []
  private let files: [SourceFile]

  /// - Parameter files: those that do not parse are left out, with a note.
  init(_ files: [SourceFile]) {
    var outcome = RewriteOutcome()
    var (kept, sources): ([SourceFile], [ParsedSource]) = ([], [])
    for file in files {
      guard let source = RewriteCheck.parsed(file, &outcome) else { continue }
      kept.append(file)
      sources.append(source)
    }
    self.files = kept
    self.sources = sources
    notes = outcome.notes
  }

  mutating func note(_ text: String, in source: ParsedSource, at offset: Int) {
    notes.append(RewriteOutcome.Note(path: source.path, line: source.line(of: offset), text: text))
  }

  /// One step of edits in several files, unless one of them would not parse afterwards.
  ///
  /// - Parameter edits: by the index of their source.
  mutating func step(_ title: String, _ edits: [Int: [SourceEdit]]) -> RewriteOutcome.Step? {
    var changes: [RewriteOutcome.Change] = []
    var names: Set<String> = []
    for index in sources.indices {
      guard let group = edits[index], !group.isEmpty else { continue }
      var draft = RewriteDraft(sources[index])
      guard draft.add(group) else {
        note("\(title): left, since edits would overlap", in: sources[index], at: 0)
        return nil
      }
      guard let change = draft.change else { continue }
      var outcome = RewriteOutcome()
      guard RewriteCheck.isSound(change, files[index], &outcome) else {
        notes += outcome.notes
        return nil
      }
      names.formUnion(InterfaceNames.changed(by: change.edits, in: sources[index]))
      changes.append(change)
    }
    guard !changes.isEmpty else { return nil }
    return RewriteOutcome.Step(title: title, changes: changes, interfaceChanges: names.sorted())
  }
}
