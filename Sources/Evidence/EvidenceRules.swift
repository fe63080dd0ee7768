/// The rules that exist.
package enum EvidenceRules {
  /// Every rule about one file, with its default limits, in alphabetical order.
  package static let all: [any EvidenceRule] = [
    BinaryFile(),
    ConflictMarker(),
    CopiedName(),
    DebugLeftover(),
    ErrorHandlingRemoved(),
    FocusedTest(),
    HardCodedSecret(),
    HiddenCharacters(),
    InstructionFileChanged(),
    LargeFile(),
    SkippedTest(),
    WhitespaceError(),
  ]

  /// Every rule about a whole change, with its default limits, in alphabetical order.
  package static let ofWholeChanges: [any ChangeRule] = [
    APIRemoved(),
    AssertionRemoved(),
    CaseClash(),
    GeneratedFileEdited(),
    LicenceHeaderRemoved(),
    LockFileAlone(),
    LockFileDrift(),
    ModeChange(),
    SubmoduleChange(),
    SymbolicLink(),
    TodoAdded(),
  ]

  /// What each rule is, in the order of their ids.
  package static var descriptions: [RuleDescription] {
    let descriptions = all.map { type(of: $0).description } + ofWholeChanges.map { type(of: $0).description }
    return descriptions.sorted { $0.id < $1.id }
  }
}
