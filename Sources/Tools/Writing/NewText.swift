internal import Redaction

/// Text that an agent brings into a file.
struct NewText {
  private let new: [UInt8]
  private let old: [UInt8]

  init(_ new: [UInt8], over old: [UInt8]) {
    self.new = new
    self.old = old
  }

  /// Why the text is not written; nil when it may be.
  ///
  /// What reorders, smuggles or drives a terminal makes code read differently from what it does (CVE-2021-42574). What was
  /// there before may stay.
  var objection: String? {
    let added = Self.counts(in: new)
    guard !added.isEmpty else { return nil }
    let before = Self.counts(in: old)
    guard let scalar = added.filter({ $0.value > before[$0.key, default: 0] }).keys.min() else { return nil }
    let name = String(scalar.value, radix: 16, uppercase: true)
    return
      "the new text has a hidden character, U+\(String(repeating: "0", count: max(0, 4 - name.count)))\(name), more "
      + "often than the old one; write it as an escape of the language"
  }

  static func hasHiddenCharacters(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 == "\n" || $0 == "\t" || HiddenCharacter($0) != nil }
  }

  private static func counts(in bytes: [UInt8]) -> [Unicode.Scalar: Int] {
    let isPlain = bytes.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    if isPlain { return [:] }
    var counts: [Unicode.Scalar: Int] = [:]
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where isDangerous(scalar) {
      counts[scalar, default: 0] += 1
    }
    return counts
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch HiddenCharacter(scalar) {
    // A form feed parts sections, and a carriage return ends lines, in files of people.
    case .control: scalar != "\r" && scalar != "\u{0C}"
    case .bidirectional, .tag, .annotation, .separator: true
    case .zeroWidth, .variationSelector, nil: false
    }
  }
}
