/// How much harm a call of a tool can do.
///
/// Source: the four risks are the study's (SPEC.md, section 2).
public enum Risk: String, Hashable, Sendable, CaseIterable {
  /// Reads inside the roots, reads of git's objects, notes, reports.
  case safe

  /// Writes inside the work area, runs a configured command in the sandbox.
  case moderate

  /// Deletes or moves, runs a shell, reaches the web or a tool from elsewhere.
  case dangerous

  /// Touches what is outside the roots, references of the user's repository, or publishes.
  case critical
}

extension Risk: Comparable {
  /// Whether one is less harm than another.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
