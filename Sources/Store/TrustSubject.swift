/// What is trusted more or less.
package struct TrustSubject: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A rule of ours or of a linter, by its id.
    case rule

    /// A reviewing agent's findings of one category, by `review/` and the category.
    case category

    /// A way of changing code, by its name.
    case recipe
  }

  package var kind: Kind
  package var name: String

  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  /// The subject that a finding's rule belongs to.
  package init(ofRule id: String) {
    self.init(id.hasPrefix("review/") ? .category : .rule, id)
  }
}

/// One piece of evidence about a subject.
package struct TrustEvent: Hashable, Sendable {
  package var subject: TrustSubject
  package var isRight: Bool

  /// What a failure counts, where a success counts 1.
  package var weight: Double

  /// A name that makes the evidence count once, however often it comes up; nil when each time counts.
  ///
  /// A change that is reviewed again is no second piece of evidence.
  package var identity: String?

  package init(_ subject: TrustSubject, isRight: Bool, weight: Double, identity: String? = nil) {
    self.subject = subject
    self.isRight = isRight
    self.weight = weight
    self.identity = identity
  }
}
