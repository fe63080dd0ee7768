/// That a candidate of the reviewing agent was confirmed or refuted: how right the agent is in one category.
package struct CandidateVerdict: Hashable, Sendable {
  /// `review/` and the category.
  package let rule: String

  package let isConfirmed: Bool

  /// The finding's fingerprint, which is the same when the same change is reviewed again.
  package let fingerprint: String
}
