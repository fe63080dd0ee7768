/// One line of a shard's journal.
package enum CampaignRecord: Hashable, Sendable {
  /// A run of the program on this shard begins; all that follows belongs to it until the next.
  case begun(Session)

  /// A unit belongs to the shard; written once, when it is first seen.
  case planned(identity: String, path: String)

  /// A unit that was planned before is not found any more.
  case gone(identity: String)

  /// An attempt at a unit is about to begin; on the disk before it does.
  case started(identity: String, attempt: Int, time: Int)

  /// Which process makes the attempt.
  case process(identity: String, ProcessTrace)

  /// An attempt has ended.
  ///
  /// - Parameter isLast: whether no other follows by itself.
  case finished(identity: String, attempt: Int, UnitOutcome, isLast: Bool, time: Int)

  /// An attempt was cut off, since the program was told to end.
  case interrupted(identity: String, time: Int)

  /// The run on this shard ends by itself.
  ///
  /// - Parameter reason: why not all units have been worked on; empty when they have.
  case ended(reason: String, time: Int)

  package struct Session: Hashable, Sendable {
    package var campaign: String
    package var fingerprint: String
    package var shard: Shard

    /// Units of the whole campaign, as this shard saw them.
    package var unitCount: Int

    /// Whether units are only looked at.
    package var looksOnly: Bool

    /// Milliseconds since 1970.
    package var time: Int

    package init(
      campaign: String, fingerprint: String, shard: Shard, unitCount: Int, looksOnly: Bool = false, time: Int
    ) {
      self.campaign = campaign
      self.fingerprint = fingerprint
      self.shard = shard
      self.unitCount = unitCount
      self.looksOnly = looksOnly
      self.time = time
    }
  }
}
