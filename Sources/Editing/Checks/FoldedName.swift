/// A name as a file system sees it that tells neither upper from lower case nor one spelling of an accent from another.
///
/// Swift compares strings by canonical equivalence, so that composed and decomposed spellings are equal by themselves.
struct FoldedName: Hashable {
  private let folded: String

  init(_ name: some StringProtocol) { folded = name.uppercased().lowercased() }
}
