/// The rules that exist.
package enum EvidenceRules {
  /// Every rule, with its default limits, in alphabetical order.
  package static let all: [any EvidenceRule] = [
    BinaryFile(),
    ConflictMarker(),
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

  /// What each rule is, for documentation.
  package static var descriptions: [RuleDescription] { all.map { type(of: $0).description } }
}
