internal import Redaction

/// Tells where a hidden character does what Unicode has it for.
struct HiddenCharacterContext {
  let scalars: [Unicode.Scalar]
  let isFirstLine: Bool
  let isProse: Bool

  private let hasRightToLeftLetters: Bool

  init(scalars: [Unicode.Scalar], isFirstLine: Bool, isProse: Bool) {
    self.scalars = scalars
    self.isFirstLine = isFirstLine
    self.isProse = isProse
    hasRightToLeftLetters = scalars.contains { Self.isRightToLeftLetter($0) }
  }

  /// Whether the text around a hidden character calls for it.
  func needs(_ kind: HiddenCharacter, at index: Int) -> Bool {
    let scalar = scalars[index]
    switch kind {
    case .control:
      // Half of a CRLF line end; a form feed between parts of a file.
      return scalar == "\u{0C}" || (scalar == "\r" && index == scalars.count - 1)
    case .bidirectional:
      // The marks, which reorder nothing by themselves, beside the scripts that they are for.
      return hasRightToLeftLetters && ["\u{200E}", "\u{200F}", "\u{061C}"].contains(scalar)
    case .zeroWidth: return needsZeroWidth(scalar, at: index)
    case .tag: return isInFlag(at: index)
    case .variationSelector:
      // One after a character that has variants: Han, Mongolian, mathematics.
      guard let before = self.scalar(index - 1) else { return false }
      return !before.isASCII && HiddenCharacter(before) == nil && !before.properties.isEmoji
    case .separator, .annotation: return false
    }
  }

  private func needsZeroWidth(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
    switch scalar {
    case "\u{FEFF}": return isFirstLine && index == 0
    case "\u{00AD}": return isProse
    case "\u{200D}", "\u{200C}":
      guard let before = self.scalar(index - 1), let after = self.scalar(index + 1) else { return false }
      if Self.usesJoiners(before) || Self.usesJoiners(after) { return true }
      // A family or a profession is several emoji joined; between them may stand a skin tone or a presentation
      // selector.
      return scalar == "\u{200D}" && after.properties.isEmoji && !after.isASCII
        && (before == "\u{FE0F}" || (before.properties.isEmoji && !before.isASCII))
    case "\u{180E}", "\u{17B4}", "\u{17B5}": return self.scalar(index - 1).map(Self.usesJoiners) ?? false
    default: return false
    }
  }

  /// The flags of England, Scotland and Wales are a black flag, tags and a cancel tag.
  private func isInFlag(at index: Int) -> Bool {
    var start = index
    while let before = scalar(start - 1), HiddenCharacter(before) == .tag, index - start < 8 { start -= 1 }
    var end = index
    while let after = scalar(end + 1), HiddenCharacter(after) == .tag, end - index < 8 { end += 1 }
    return scalar(start - 1) == "\u{1F3F4}" && scalars[end] == "\u{E007F}" && end - start <= 6
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

  /// Scripts whose letters join, where a joiner or non-joiner is a matter of spelling: Arabic, Syriac, N'Ko, the
  /// scripts of India, Sri Lanka and Tibet, Myanmar, Khmer, Mongolian.
  private static func usesJoiners(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0600...0x07FF, 0x0860...0x109F, 0x1780...0x18AF, 0xA800...0xABFF, 0xFB50...0xFDFF, 0xFE70...0xFEFE,
      0x11000...0x11FFF:
      true
    default: false
    }
  }

  private static func isRightToLeftLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C: false
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
