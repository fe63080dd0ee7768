/// An argument that a rule takes: always a text, which is what recipe files hold.
package struct RewriterParameter: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A name in Swift.
    case identifier

    /// A name with at most one `*`, which stands for any characters.
    case pattern

    /// `true` or `false`.
    case flag

    /// One of these words.
    case choice([String])

    /// A whole number from 0.
    case number

    /// `13` or `10.15`.
    case version

    /// Words with commas between them.
    case list

    /// Anything that is not empty.
    case text
  }

  package let name: String
  package let kind: Kind

  /// What it says, in a few words.
  package let meaning: String

  /// What holds when it is not given; nil for one that must be given, and empty for one that may be left out.
  package let standard: String?

  init(_ name: String, _ kind: Kind, _ meaning: String, standard: String? = nil) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.standard = standard
  }

  /// What is wrong with a value, as the end of a sentence; nil when nothing is.
  func fault(in value: String) -> String? {
    switch kind {
    case .identifier: SwiftName.isIdentifier(value) ? nil : "is no name in Swift"
    case .pattern: NamePattern(value) == nil ? "is no name with at most one `*`" : nil
    case .flag: ["true", "false"].contains(value) ? nil : "is neither true nor false"
    case .choice(let words): words.contains(value) ? nil : "is none of \(words.joined(separator: ", "))"
    case .number: Int(value).map { $0 >= 0 } == true ? nil : "is no whole number from 0"
    case .version: Version(value) == nil ? "is no version such as 10.15" : nil
    case .list: value.split(separator: ",").isEmpty ? "is an empty list" : nil
    case .text: value.isEmpty ? "is empty" : nil
    }
  }
}
