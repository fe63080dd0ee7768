/// What a tool call reads and writes, so that calls run together whose order cannot matter.
///
/// Source: the hazards of pipelined processors (read after write, write after read, write after write), with paths in place of
/// registers; J. Hennessy and D. Patterson, "Computer Architecture".
public struct ToolEffects: Hashable, Sendable {
  /// A set of places that a call may touch.
  public enum Places: Hashable, Sendable {
    /// These paths and all that lies below them; `/` stands between components.
    case paths(Set<String>)

    /// Anything at all.
    case everything
  }

  /// What the call reads.
  public var reads: Places

  /// What the call writes.
  public var writes: Places

  /// Effects; without arguments, none.
  ///
  /// - Parameters:
  ///   - reads: what the call reads.
  ///   - writes: what the call writes.
  public init(reads: Places = .paths([]), writes: Places = .paths([])) {
    self.reads = reads
    self.writes = writes
  }

  /// Touches nothing that another call could change.
  public static let none = ToolEffects()

  /// Whether the order of two calls matters: one of them writes what the other reads or writes.
  public func conflicts(with other: ToolEffects) -> Bool {
    writes.overlaps(other.writes) || writes.overlaps(other.reads) || reads.overlaps(other.writes)
  }
}

extension ToolEffects.Places {
  /// Whether the two have a place in common; a folder and a file below it do.
  public func overlaps(_ other: Self) -> Bool {
    switch (self, other) {
    case (.everything, .everything): true
    case (.everything, .paths(let paths)), (.paths(let paths), .everything): !paths.isEmpty
    case (.paths(let left), .paths(let right)):
      left.contains { a in right.contains { b in a == b || Self.lies(a, below: b) || Self.lies(b, below: a) } }
    }
  }

  private static func lies(_ path: String, below folder: String) -> Bool {
    folder.isEmpty || path.hasPrefix(folder + "/")
  }
}
