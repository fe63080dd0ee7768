/// How many mutants tests noticed.
package struct MutationScore: Hashable, Sendable {
  package var killed = 0
  package var timedOut = 0
  package var survived = 0
  package var notCovered = 0
  package var compileErrors = 0
  package var equivalent = 0
  package var ignored = 0

  /// Of those ignored the ones that were to be met and were not: for the time, or for a program that died.
  package var unmeasured = 0

  package init(_ statuses: some Sequence<MutantStatus>) {
    for status in statuses {
      switch status {
      case .killed: killed += 1
      case .timedOut: timedOut += 1
      case .survived: survived += 1
      case .notCovered: notCovered += 1
      case .compileError: compileErrors += 1
      case .likelyEquivalent: equivalent += 1
      case .ignored:
        ignored += 1
        if status != .leftOut, status != .skipped { unmeasured += 1 }
      }
    }
  }

  /// Mutants that count: noticed or not.
  package var counted: Int { killed + timedOut + survived + notCovered }

  /// Whether there is a share to speak of: a score of no mutants says nothing.
  package var isMeasured: Bool { counted > 0 }

  /// The share of those that count which tests noticed, a hang being noticed too; from 0 to 1.
  ///
  /// Where `isMeasured` is false it is 1, so that two scores compare; it is not to be shown then.
  package var fraction: Double { counted == 0 ? 1 : Double(killed + timedOut) / Double(counted) }

  /// The share that tests surely notice, whatever became of the mutants that were not met; from 0 to 1.
  package var certainFraction: Double {
    counted + unmeasured == 0 ? 1 : Double(killed + timedOut) / Double(counted + unmeasured)
  }

  /// `fraction` without mutants with which the tests did not end.
  package var fractionWithoutTimeouts: Double {
    counted == timedOut ? 1 : Double(killed) / Double(counted - timedOut)
  }
}
