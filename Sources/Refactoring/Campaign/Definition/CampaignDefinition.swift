internal import SourceText

/// What a campaign is to do, as its file says it.
package struct CampaignDefinition: Hashable, Sendable {
  /// For branches, journals and reports: at most 60 letters, digits, `-`, `_` and `.`.
  package var name: String

  /// A line or a few for the report; may be empty.
  package var description: String

  package var work: CampaignWork

  package var query: UnitQuery

  /// Units that are worked on at the same time.
  package var concurrency: Int

  /// How often a unit is tried again after trouble that may pass by itself, as that of a network.
  package var retries: Int

  /// How long to wait before that; doubled each time, to ten minutes at the most.
  package var retryDelay: Duration

  package var limits: Limits

  /// What a campaign may use up; what is nil has no bound.
  package struct Limits: Hashable, Sendable {
    /// How long one unit may take until it is ended and counts as failed.
    package var unit: Duration

    /// After this long no unit is begun any more.
    package var whole: Duration?

    /// When so many millionths of a dollar have been spent, no unit is begun any more.
    package var cost: Int?

    /// When so many units have failed, no unit is begun any more.
    package var failures: Int?

    package init(unit: Duration = .seconds(4 * 3_600), whole: Duration? = nil, cost: Int? = nil, failures: Int? = nil) {
      self.unit = unit
      self.whole = whole
      self.cost = cost
      self.failures = failures
    }
  }

  package init(
    name: String, description: String = "", work: CampaignWork, query: UnitQuery, concurrency: Int = 1,
    retries: Int = 1, retryDelay: Duration = .seconds(5), limits: Limits = Limits()
  ) {
    self.name = name
    self.description = description
    self.work = work
    self.query = query
    self.concurrency = concurrency
    self.retries = retries
    self.retryDelay = retryDelay
    self.limits = limits
  }

  /// What tells whether an earlier journal is of the same campaign: what is done to each unit, and to what kind of unit.
  ///
  /// How many run at once, how long they may take and which units there are may change between two runs.
  ///
  /// - Throws: `RefactoringError` when the recipe's file cannot be read.
  package func fingerprint() throws(RefactoringError) -> String {
    String(
      ContentHash(ofFields: [name, query.kind.rawValue] + (try work.identifyingFields())).hexadecimal.prefix(32))
  }
}
