internal import SourceText

/// One part of a campaign's units, where several programs carry the campaign out without talking to each other.
///
/// A unit's shard follows from its identity alone: the first eight bytes of the identity's SHA-256, as a number, modulo the
/// count. So each unit is in exactly one shard, whatever the count, and two shards agree even when one of them sees a unit
/// that the other does not. The price is that shards differ in size: of 2,000 units in 16 shards, the largest has about 150
/// where 125 would be even.
package struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// From 1 to the count.
  package let index: Int

  package let count: Int

  /// Shards of a campaign at the most.
  package static let mostShards = 100_000

  /// A campaign in one piece.
  package static let whole = Shard(uncheckedIndex: 1, count: 1)

  /// - Parameters:
  ///   - index: from 1 to the count.
  ///   - count: from 1 to `mostShards`.
  /// - Throws: `RefactoringError` for numbers outside of that.
  package init(index: Int, of count: Int) throws(RefactoringError) {
    guard (1...Self.mostShards).contains(count), (1...count).contains(index) else {
      throw RefactoringError(
        .recipe,
        "there is no shard \(index)/\(count): shards are counted from 1 to their number, which is at most "
          + "\(Self.mostShards); write --shard 1/\(max(1, count)) for the first")
    }
    self.init(uncheckedIndex: index, count: count)
  }

  private init(uncheckedIndex index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Reads `3/16`.
  ///
  /// - Throws: `RefactoringError`.
  package init(_ text: String) throws(RefactoringError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1] else {
      throw RefactoringError(
        .recipe,
        "--shard takes I/N such as 3/16, or env, or env/N where the environment knows the index alone, not "
          + String(reflecting: text))
    }
    try self.init(index: index, of: count)
  }

  package var description: String { "\(index)/\(count)" }

  /// How this shard's files begin.
  package var fileName: String { "shard-\(index)-of-\(count)" }

  /// Which shard a unit belongs to, from 1.
  package static func index(of identity: String, count: Int) -> Int {
    let number = UInt64(ContentHash(of: identity).hexadecimal.prefix(16), radix: 16) ?? 0
    return Int(number % UInt64(max(1, count))) + 1
  }

  package func contains(_ unit: CampaignUnit) -> Bool { Self.index(of: unit.identity, count: count) == index }
}
