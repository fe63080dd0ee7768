/// A condition that a step has to meet before it is committed.
package enum Gate: String, Hashable, Sendable, CaseIterable {
  /// The edits fit the files, and no file has more faults of syntax than before.
  case parse

  /// The project's formatter has nothing against the changed lines.
  case format

  case build

  /// The tests of what the change reaches, which fail sooner than all of them.
  case affectedTests = "affected-tests"

  /// All tests.
  case tests

  /// The public interface is what it was, but for what the step declares.
  case interface

  /// No more lines than before are left uncovered, or no smaller share of them is covered.
  case coverage

  /// Recorded calls of the touched functions end as before.
  case behaviour

  /// Those that are asked unless somebody says otherwise; recording calls takes minutes.
  package static let usual: Set<Gate> = Set(allCases).subtracting([.behaviour])

  /// From cheap to dear.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
