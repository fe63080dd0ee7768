import CommandLineSupport
import Git
import Logging
import Review
import Store

extension ReviewSession {
  /// The trust ledger of a repository; nil when there is no place for one, and for a patch, which belongs to none.
  func trust(of repository: any Repository, _ target: ReviewTarget) async -> ProjectTrust? {
    if case .patch = target { return nil }
    guard let folder = StateFolder.path(environment: environment) else { return nil }
    return await ProjectTrust(of: repository.location, in: folder)
  }

  /// What the confidence in findings of some rules is multiplied with.
  ///
  /// A store that cannot be read makes nobody's review worse: all are believed then.
  func factors(of rules: Set<String>, _ trust: ProjectTrust?, _ logger: Logger) -> [String: Double] {
    do throws(StoreError) {
      let factors = try trust?.confidenceFactors(of: rules) ?? [:]
      for (rule, factor) in factors.sorted(by: { $0.key < $1.key }) {
        logger.debug("\(rule) was wrong here before: the confidence in its findings is multiplied by \(factor)")
      }
      return factors
    } catch {
      logger.warning("what is known of the rules is not used: \(error)")
      return [:]
    }
  }

  /// Counts what the verifying agents said of the reviewing agent's findings, by category.
  func record(_ verdicts: [CandidateVerdict], _ trust: ProjectTrust?, _ logger: Logger) {
    guard let trust, !verdicts.isEmpty else { return }
    let events = verdicts.map { verdict in
      TrustEvent(
        TrustSubject(ofRule: verdict.rule), isRight: verdict.isConfirmed, weight: Trust.Weight.light,
        identity: verdict.fingerprint)
    }
    do throws(StoreError) {
      try trust.record(events)
    } catch {
      logger.warning("what was learnt of the agent is not kept: \(error)")
    }
  }
}
