package import SourceText

/// Something that source text declares.
package struct Symbol: Hashable, Sendable {
  /// What is declared, in words that fit most languages.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case `class`
    case structure
    case enumeration
    case enumerationCase
    /// An interface, a protocol or a trait.
    case interface
    /// More members for a type that may stand elsewhere: Swift's `extension`, Rust's `impl`.
    case `extension`
    case typeAlias
    case module
    case function
    case method
    /// A variable, a constant or a property.
    case variable
    case macro

    /// Whether members are declared inside it.
    package var hasMembers: Bool {
      switch self {
      case .class, .structure, .enumeration, .interface, .extension: true
      case .enumerationCase, .typeAlias, .module, .function, .method, .variable, .macro: false
      }
    }
  }

  /// The name, without parameters; of a nested name in the declaration (`A.B`, `A::B`) the whole.
  package let name: String

  package let kind: Kind

  /// The names of what it stands in, from the outermost, joined by dots; nil at the top of the file.
  package let container: String?

  /// The lines from the name to the end of the body.
  package let lines: LineRange

  /// The bytes of the name in the text.
  package let nameRange: Range<Int>

  /// The bytes of the declaration without its body: `public func f(a: Int) -> Int`.
  package let head: Range<Int>

  /// The declaration without its body, in one line.
  ///
  /// - Parameters:
  ///   - text: the text that the symbol was found in.
  ///   - limit: the most Unicode scalars.
  package func signature(in text: [UInt8], limit: Int = 160) -> String {
    let range = head.clamped(to: text.indices)
    var words = ""
    var isGap = false
    for scalar in String(decoding: text[range], as: UTF8.self).unicodeScalars {
      if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
        isGap = !words.isEmpty
      } else {
        if isGap { words.unicodeScalars.append(" ") }
        isGap = false
        words.unicodeScalars.append(scalar)
      }
    }
    guard words.unicodeScalars.count > limit else { return words }
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(limit))) + "…"
  }
}
