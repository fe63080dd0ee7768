package import SourceText

/// A check that needs more than one changed file: the whole change, or what the repository holds besides.
///
/// What one file's lines are enough for is an `EvidenceRule`.
package protocol ChangeRule: Sendable {
  /// What the rule is and why it exists.
  static var description: RuleDescription { get }

  /// The facts about a change, in any order.
  ///
  /// - Parameters:
  ///   - change: the change, and the states before and after it.
  ///   - omissions: gets what the rule left out because of a limit.
  /// - Throws: what the trees throw; the rule has then found nothing.
  func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding]
}

/// A change as the rules about the whole of it look at it.
package struct WholeChange: Sendable {
  /// The changed files, sorted by path.
  package let files: [ChangedFile]

  /// The state before the change.
  package let base: any SourceTree

  /// The state after it.
  package let head: any SourceTree

  package init(files: [ChangedFile], base: any SourceTree, head: any SourceTree) {
    self.files = files
    self.base = base
    self.head = head
  }
}
