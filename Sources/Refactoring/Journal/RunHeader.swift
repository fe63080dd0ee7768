package import Git
package import SourceText
package import Store

/// What a run was begun with, which a run that goes on takes from the journal.
package struct RunHeader: Hashable, Sendable {
  /// The plan's name, by which trust is kept too.
  package var plan: String

  /// A hash of what the plan and the options say: a run goes on only as it was begun.
  package var fingerprint: String

  /// The commit that the first step stands on.
  package var base: ObjectID

  /// The full name of the reference that the commits go to.
  package var reference: String

  /// Who makes the commits, and when the run began: all commits have this time.
  package var author: Signature
  package var committer: Signature

  /// How far the plan was trusted at the start.
  package var trust: Trust

  package init(
    plan: String, fingerprint: String, base: ObjectID, reference: String, author: Signature, committer: Signature,
    trust: Trust
  ) {
    self.plan = plan
    self.fingerprint = fingerprint
    self.base = base
    self.reference = reference
    self.author = author
    self.committer = committer
    self.trust = trust
  }
}
