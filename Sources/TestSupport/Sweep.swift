internal import Foundation

/// How much of a large space of cases a test goes through.
package enum Sweep {
  /// Whether everything is asked for: `make sweep` sets the variable, `make test` does not.
  package static let isFull = ProcessInfo.processInfo.environment["FULCRUM_SWEEP"] == "1"

  /// Seeds for a property test: a fixed sample, the same in every run, or all.
  package static func seeds(sample: Int, full: Int) -> Range<UInt64> {
    0..<UInt64(isFull ? full : sample)
  }
}
