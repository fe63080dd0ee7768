/// How much harm a finding does if nobody acts on it, from least to most.
package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable, Codable {
  case note
  case low
  case medium
  case high
  case critical

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }
}
