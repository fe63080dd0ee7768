/// The name of a file in its folder, equal to another if its bytes are.
///
/// To Swift two spellings of an accent are one text; to git and to most file systems they are two files.
struct EntryName: Hashable, Comparable, Sendable {
  let text: String

  init(_ text: some StringProtocol) {
    self.text = String(text)
  }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  // Texts that are equal by bytes have equal hashes.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }
}
