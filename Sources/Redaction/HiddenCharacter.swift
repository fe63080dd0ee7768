/// Why a character cannot be seen, or changes how the text around it is seen.
///
/// One table for whatever shows foreign text and for the rule that reports such characters in a change. It holds what
/// Unicode calls control, bidirectional control, line and paragraph separator and default-ignorable, but for tab, line
/// feed and the two variation selectors that choose between text and emoji presentation.
package enum HiddenCharacter: String, Hashable, Sendable, CaseIterable {
  /// C0 but tab and line feed, DEL and C1: drives terminals.
  case control
  /// Reorders the text around it, so that code reads differently from what is compiled (CVE-2021-42574).
  case bidirectional
  /// Takes no room on the screen.
  case zeroWidth = "zero-width"
  /// An invisible copy of ASCII, used to smuggle text past a reader.
  case tag
  /// Chooses between glyphs; a run of them can carry any bytes.
  case variationSelector = "variation selector"
  /// Breaks a line where few programs see a line end.
  case separator = "line separator"
  /// Hides text between its anchor and its terminator.
  case annotation

  /// Classifies a character; nil when it is visible or plain white space.
  package init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E: return nil
    case 0x00...0x1F, 0x7F...0x9F: self = .control
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .bidirectional
    // Soft hyphen, grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian vowel separator, spaces and
    // joiners of no width, invisible operators, deprecated format characters, the byte order mark, unassigned
    // ignorables, shorthand and musical format characters.
    case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B...0x200D, 0x2060...0x2065, 0x206A...0x206F,
      0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFF8, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
      self = .zeroWidth
    case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0D, 0xE0100...0xE01EF: self = .variationSelector
    case 0xE0000...0xE0FFF: self = .tag
    case 0x2028, 0x2029: self = .separator
    case 0xFFF9...0xFFFB: self = .annotation
    default: return nil
    }
  }
}
