internal import Mutation
internal import Verification

/// What the user wants to be reached at least.
package struct GenerationThresholds: Hashable, Sendable {
  /// Lines that are to be covered, in percent; nil for no threshold.
  package let coverage: Double?

  /// Mutants that are to be noticed, in percent; nil for no threshold.
  package let mutation: Double?

  package init(coverage: Double?, mutation: Double?) {
    self.coverage = coverage
    self.mutation = mutation
  }

  /// What a report does not reach, a sentence each; a threshold on what was not measured is not reached.
  package func missed(by report: GenerationReport) -> [String] {
    var missed: [String] = []
    if let coverage {
      let lines = report.after.lines
      if !lines.isMeasured {
        missed.append("\(report.selection): no line was measured, so that \(Self.percent(coverage)) are not reached")
      } else if lines.fraction * 100 < coverage {
        missed.append(
          "\(report.selection): \(Self.percent(lines.fraction * 100)) of lines are covered, "
            + "fewer than \(Self.percent(coverage))")
      }
    }
    if let mutation {
      let score = report.after.mutation
      if let score, score.isMeasured {
        if score.fraction * 100 < mutation {
          missed.append(
            "\(report.selection): \(Self.percent(score.fraction * 100)) of mutants are noticed, "
              + "fewer than \(Self.percent(mutation))")
        } else if score.certainFraction * 100 < mutation {
          missed.append(
            "\(report.selection): \(score.killed + score.timedOut) of \(score.counted + score.unmeasured) mutants are "
              + "known to be noticed, and \(score.unmeasured) were not measured, so that \(Self.percent(mutation)) are not reached"
          )
        }
      } else {
        missed.append("\(report.selection): no mutant was measured, so that \(Self.percent(mutation)) are not reached")
      }
    }
    return missed
  }

  /// One decimal, rounded down, so that what misses a threshold does not look as if it met it.
  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 10).rounded(.down))
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
