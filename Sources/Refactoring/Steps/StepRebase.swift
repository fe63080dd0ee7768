internal import Editing
internal import SourceText

/// Brings steps that speak of the files as an engine saw them to the files as they are, after other steps of the same
/// proposal.
///
/// Pure: places are shifted by what came before them. What overlaps is not guessed at; the engine is asked again.
struct StepRebase: Sendable {
  /// What became of a path since the engine saw it.
  private enum Change {
    /// In offsets of the file as the engine saw it, sorted.
    case edited([FileOperation.Replacement])

    /// It was made, removed or moved.
    case replaced
  }

  private var changes: [RelativePath: Change] = [:]

  /// Notes that a step of the proposal is in place.
  mutating func accept(_ step: ProposedStep) {
    for operation in step.operations {
      switch operation.action {
      case .edit(_, let replacements):
        if case .replaced? = changes[operation.path] { continue }
        var all = replacements
        if case .edited(let before)? = changes[operation.path] { all += before }
        changes[operation.path] = .edited(
          all.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) })
      case .create, .delete: changes[operation.path] = .replaced
      case .move(_, let target):
        changes[operation.path] = .replaced
        changes[target] = .replaced
      }
    }
  }

  /// The operations for the files as they are; nil when they overlap with a step before.
  ///
  /// - Parameter hash: the hash of a file's content as it is now; nil when there is none.
  func operations(
    of step: ProposedStep, hash: (RelativePath) throws -> ContentHash?
  ) rethrows -> [FileOperation]? {
    var rebased: [FileOperation] = []
    for operation in step.operations {
      var operation = operation
      if case .move(_, let target) = operation.action, changes[target] != nil { return nil }
      guard let change = changes[operation.path] else {
        rebased.append(operation)
        continue
      }
      guard case .edit(_, let replacements) = operation.action, case .edited(let before) = change,
        let now = try hash(operation.path)
      else { return nil }
      var shifted: [FileOperation.Replacement] = []
      for replacement in replacements {
        guard let range = Self.range(of: replacement, after: before) else { return nil }
        shifted.append(FileOperation.Replacement(range, replacement.bytes))
      }
      operation.action = .edit(base: now, shifted)
      rebased.append(operation)
    }
    return rebased
  }

  private static func range(
    of replacement: FileOperation.Replacement, after changes: [FileOperation.Replacement]
  ) -> Range<Int>? {
    let range = replacement.range
    var shift = 0
    for change in changes {
      let other = change.range
      // Two insertions at one place have no order, and what one replaces the other cannot.
      let touches = range.lowerBound == other.lowerBound && (range.isEmpty || other.isEmpty)
      // So written, an insertion inside of what is replaced counts too.
      let overlaps = range.lowerBound < other.upperBound && other.lowerBound < range.upperBound
      guard !overlaps, !touches else { return nil }
      if other.upperBound <= range.lowerBound { shift += change.bytes.count - other.count }
    }
    return range.lowerBound + shift..<range.upperBound + shift
  }
}
