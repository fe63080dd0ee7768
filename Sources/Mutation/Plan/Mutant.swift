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

    /// Another program's mutant, of a kind that it does not tell or that is none of these.
    case other = "Other"
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

  /// What stands there; empty where it is not known.
  package let original: String

  /// What takes its place; empty for what is removed.
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
