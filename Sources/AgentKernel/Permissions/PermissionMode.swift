/// How freely agents may act, freest first.
///
/// What a mode says of a risk stands in `PermissionMatrix`; each mode allows nothing that one before it does not.
///
/// Source: the five modes are the study's (SPEC.md, section 2).
public enum PermissionMode: String, Hashable, Sendable, CaseIterable {
  /// Nothing is asked. Ceilings, rules and the sandbox hold all the same.
  case auto

  /// The work area is open; what goes further is asked.
  case enabled

  /// Whatever changes something is asked.
  case prompt

  /// The same as `prompt`, for who has turned the agents' freedom off rather than not chosen any.
  case disabled

  /// Nothing is allowed, not even to read.
  case reject
}

extension PermissionMode: Comparable {
  /// Whether one mode is freer than another.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
