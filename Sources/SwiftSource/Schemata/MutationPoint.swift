/// A place in a source file where one or two mutants can be.
package struct MutationPoint: Hashable, Sendable {
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

  package let operation: Operator

  /// What the texts of a form are put around, in bytes of the file.
  package let range: Range<Int>

  /// The operator between two operands, which a form may replace.
  let operatorRange: Range<Int>?

  /// What is changed, for people: the operator alone where an operator is exchanged.
  package let shown: Range<Int>

  /// The innermost statement or declaration around it, where a compiler's complaint about it may stand.
  package let statement: Range<Int>

  /// The function, accessor or closure around that; the whole file at top level.
  package let body: Range<Int>

  /// Ways to write it, the best first; when one does not compile the next is tried.
  package let forms: [SchemaForm]

  /// How many mutants it has: 1 or 2.
  package var count: Int { forms[0].changes.count }
}
