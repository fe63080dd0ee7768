#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Points in time as people write them.
enum Timestamp {
  /// The day of a time in UTC: `2026-11-23`.
  ///
  /// - Parameter seconds: since 1970.
  static func date(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601.year().month().day())
  }
}
