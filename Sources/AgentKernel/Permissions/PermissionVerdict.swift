/// Whether a call may run, mildest first.
public enum PermissionVerdict: String, Hashable, Sendable, CaseIterable {
  case allow

  /// A person decides; where nobody is there to ask, this is `deny`.
  case ask
  case deny
}

extension PermissionVerdict: Comparable {
  /// Whether one verdict is milder than another.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
