package import Characterization

/// A call whose value must be `true`, whatever the code does: where it is not, the code may be wrong.
package struct LawCandidate: Hashable, Sendable {
  /// The laws that are known.
  package enum Law: String, Hashable, Sendable, CaseIterable {
    case equalToItself = "is equal to itself"
    case symmetricEquality = "equality holds both ways"
    case equalHash = "equal values have equal hashes"
    case totalOrder = "of less, greater and equal exactly one holds"
    case codableRoundTrip = "survives encoding and decoding"
    case rawValueRoundTrip = "survives its raw value"
    case descriptionRoundTrip = "survives its description"
    case idempotence = "done twice is done once"
    case inverse = "what one does the other undoes"
    case givesBack = "what goes into an empty one comes out of it"
    case grows = "grows by one"
    case emptiness = "is empty when it counts none"
    case indices = "has as many indices as elements"
  }

  package let law: Law

  /// `call` is an expression of type `Bool`.
  package let candidate: CallCandidate
}
