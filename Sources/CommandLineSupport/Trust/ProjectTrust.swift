package import Git
package import Store

/// The trust ledger of one repository.
///
/// The store is opened for each question and not before: a review without findings and without a model has none.
package struct ProjectTrust: Sendable {
  private let folder: String
  private let repository: RepositoryKey

  /// - Parameters:
  ///   - location: the repository.
  ///   - folder: the state folder, absolute.
  package init(of location: RepositoryLocation, in folder: String) {
    self.folder = folder
    repository = RepositoryKey(commonFolder: location.commonFolder)
  }

  /// What is known of all subjects now; empty when there is no store, which is not made for that.
  ///
  /// - Throws: `StoreError`.
  package func all() throws(StoreError) -> [TrustSubject: Trust] {
    guard Store.exists(in: folder) else { return [:] }
    let now = Self.now
    return try Store(in: folder).trust(in: repository).mapValues { $0.faded(to: now) }
  }

  /// What the confidence in findings of some rules is multiplied with; a rule that is not named is believed.
  ///
  /// - Throws: `StoreError`.
  package func confidenceFactors(of rules: Set<String>) throws(StoreError) -> [String: Double] {
    var factors: [String: Double] = [:]
    for (subject, trust) in try all() where rules.contains(subject.name) && trust.confidenceFactor < 1 {
      guard subject == TrustSubject(ofRule: subject.name) else { continue }
      factors[subject.name] = trust.confidenceFactor
    }
    return factors
  }

  /// Adds evidence.
  ///
  /// - Throws: `StoreError`.
  package func record(_ events: [TrustEvent]) throws(StoreError) {
    guard !events.isEmpty else { return }
    try Store(in: folder).record(events, in: repository, at: Self.now)
  }

  /// Forgets one subject, or all when there is no name; how many were known.
  ///
  /// - Throws: `StoreError`.
  package func forget(_ name: String?) throws(StoreError) -> Int {
    guard Store.exists(in: folder) else { return 0 }
    return try Store(in: folder).forgetTrust(of: name, in: repository)
  }

  private static var now: Int { WallClock.milliseconds }
}

/// What is wrong with the store is nothing that the command line said.
extension StoreError: ErrorWithStatus {
  package var exitStatus: ExitStatus { code == .refused ? .usage : .infrastructure }
}
