/// What became of a mutant.
package enum MutantStatus: Hashable, Sendable {
  /// Tests noticed it; these did, the first one at least. Empty where the run was noticed to fail and no test was named.
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

  /// Left out since the user wants fewer mutants.
  package static let leftOut = MutantStatus.ignored(reason: "left out by the limit of mutants")

  /// Left out by the settings of cosmic-ray.
  package static let skipped = MutantStatus.ignored(reason: "cosmic-ray skipped it")

  package var isKilled: Bool { if case .killed = self { true } else { false } }
}
