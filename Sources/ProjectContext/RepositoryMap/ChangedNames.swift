internal import SourceText

/// The names that stand on the lines which a change adds or removes.
struct ChangedNames {
  /// What each hash stands for.
  private(set) var names: [NameID: String] = [:]

  /// Names that are looked at; a larger change mentions everything.
  private static let limit = 5_000

  /// Bytes of the shortest and the longest name that means something.
  private static let lengths = 3...128

  init(in change: ChangeSet) {
    for file in change.files {
      for line in file.hunks.lazy.flatMap(\.lines) where line.kind != .context {
        guard names.count < Self.limit else { return }
        take(line.text)
      }
    }
  }

  private mutating func take(_ text: String) {
    for word in text.utf8.split(whereSeparator: { !Self.isNameByte($0) }) where Self.lengths.contains(word.count) {
      guard let first = word.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { continue }
      let id = NameID(word)
      if names[id] == nil { names[id] = String(decoding: word, as: UTF8.self) }
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
