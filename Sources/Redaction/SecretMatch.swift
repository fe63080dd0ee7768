/// A place in a text that looks like a secret.
package struct SecretMatch: Hashable, Sendable {
  package var kind: SecretKind

  /// Offsets into the text's UTF-8.
  package var range: Range<Int>

  /// How sure the shape makes it, from 0 to 1: 0.9 and more for a provider's own form, less for a name and a random
  /// value.
  package var confidence: Double

  /// Whether only the name beside it and its randomness speak for it.
  package var isGeneric: Bool

  package init(kind: SecretKind, range: Range<Int>, confidence: Double, isGeneric: Bool = false) {
    self.kind = kind
    self.range = range
    self.confidence = confidence
    self.isGeneric = isGeneric
  }
}
