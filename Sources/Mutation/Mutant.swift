package import SourceText

/// One small change of a source file that tests should notice.
package struct Mutant: Hashable, Sendable {
  /// The kinds of change, named as in reports.
  package enum Operator: String, Hashable, Sendable, CaseIterable {
    case relational = "RelationalOperator"
    case boundary = "BoundaryOperator"
    case arithmetic = "ArithmeticOperator"
    case logical = "LogicalOperator"
    case negation = "NegatedCondition"
    case constant = "Constant"
    case returnValue = "ReturnValue"
    case removedCall = "RemovedCall"
    case swappedBranches = "SwappedBranches"
  }

  /// From 1, in the order of files and places; 0 is the unchanged code.
  package let id: Int

  package let path: RelativePath

  /// Where the original stands: lines and columns in bytes, counted from 1, the end excluded.
  package let startLine: Int
  package let startColumn: Int
  package let endLine: Int
  package let endColumn: Int

  package let operation: Operator

  package let original: String

  package let replacement: String

  package init(
    id: Int, path: RelativePath, startLine: Int, startColumn: Int, endLine: Int, endColumn: Int, operation: Operator,
    original: String, replacement: String
  ) {
    self.id = id
    self.path = path
    self.startLine = startLine
    self.startColumn = startColumn
    self.endLine = endLine
    self.endColumn = endColumn
    self.operation = operation
    self.original = original
    self.replacement = replacement
  }
}

/// What became of a mutant.
package enum MutantStatus: Hashable, Sendable {
  /// Tests noticed it; these did, the first one at least.
  case killed(by: [String])

  /// Tests that reach it ran and noticed nothing.
  case survived

  /// With it the tests did not end; counted apart, as noticed.
  case timedOut

  /// No test reaches it.
  case notCovered

  /// With it the code does not compile; not counted.
  case compileError

  /// It seems to mean the same as the original; `reason` says why. Not counted, and listed.
  case likelyEquivalent(reason: String)

  /// Left out by a limit of number or time.
  case ignored(reason: String)
}
