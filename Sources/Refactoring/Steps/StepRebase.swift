internal import Editing
internal import SourceText

/// Brings steps to the files as they are now: those of a proposal speak of the files as the engine saw them, a repair of the
/// files as they were when it was made.
///
/// Pure: places are shifted by what came since. What overlaps is not guessed at; the engine is asked again.
struct StepRebase: Sendable {
  /// What one step did to a path.
  private enum Change {
    /// In offsets of the file as the step found it, sorted.
    case edited([FileOperation.Replacement])

    /// It was made, removed or moved.
    case replaced
  }

  /// What became of each path, in order, with the moment before it.
  private var changes: [RelativePath: [(moment: Int, change: Change)]] = [:]

  /// How many steps of the proposal are in place by now.
  private(set) var moment = 0

  /// Notes that a step of the proposal is in place.
  ///
  /// - Parameter seen: the moment whose files the step speaks of; 0 for those of the proposal.
  mutating func accept(_ step: ProposedStep, seenAt seen: Int = 0) {
    let operations = shifted(step, since: seen)
    let now = moment
    moment += 1
    func note(_ path: RelativePath, _ change: Change) { changes[path, default: []].append((now, change)) }
    guard let operations else {
      // Where it cannot be told what a step did, nothing goes by its place any more.
      for path in step.paths { note(path, .replaced) }
      return
    }
    for operation in operations {
      switch operation.action {
      case .edit(_, let replacements):
        note(
          operation.path,
          .edited(
            replacements.sorted {
              ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
            }
          ))
      case .create, .delete: note(operation.path, .replaced)
      case .move(_, let target):
        note(operation.path, .replaced)
        note(target, .replaced)
      }
    }
  }

  /// The operations for the files as they are; nil when they overlap with a step before.
  ///
  /// - Parameters:
  ///   - seen: the moment whose files the step speaks of; 0 for those of the proposal.
  ///   - hash: the hash of a file's content as it is now; nil when there is none.
  func operations(
    of step: ProposedStep, seenAt seen: Int = 0, hash: (RelativePath) throws -> ContentHash?
  ) rethrows -> [FileOperation]? {
    guard var operations = shifted(step, since: seen) else { return nil }
    for index in operations.indices where !later(seen, at: operations[index].path).isEmpty {
      guard case .edit(_, let replacements) = operations[index].action, let now = try hash(operations[index].path)
      else {
        return nil
      }
      operations[index].action = .edit(base: now, replacements)
    }
    return operations
  }

  /// The operations at the places that they have by now, with the contents that they had.
  private func shifted(_ step: ProposedStep, since seen: Int) -> [FileOperation]? {
    var shifted = step.operations
    for index in shifted.indices {
      if case .move(_, let target) = shifted[index].action, !later(seen, at: target).isEmpty { return nil }
      for (_, change) in later(seen, at: shifted[index].path) {
        guard case .edit(let base, let replacements) = shifted[index].action, case .edited(let before) = change else {
          return nil
        }
        var moved: [FileOperation.Replacement] = []
        for replacement in replacements {
          guard let range = Self.range(of: replacement, after: before) else { return nil }
          moved.append(FileOperation.Replacement(range, replacement.bytes))
        }
        shifted[index].action = .edit(base: base, moved)
      }
    }
    return shifted
  }

  private func later(_ seen: Int, at path: RelativePath) -> ArraySlice<(moment: Int, change: Change)> {
    guard let all = changes[path] else { return [] }
    return all[(all.firstIndex { $0.moment >= seen } ?? all.endIndex)...]
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
