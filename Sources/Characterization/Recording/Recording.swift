/// What became of a candidate that compiled.
package struct Recording: Sendable {
  package let candidate: CallCandidate

  package let outcome: RecordedOutcome

  /// Values of `candidate.observations`, in their order; empty when the call did not return.
  package let observations: [RecordedValue]

  package let regions: RegionVector

  /// Why no test can be made of it: it differed from run to run, wrote outside its folder, took too long; nil for none.
  package let instability: String?

  /// Whether parts of its values were taken out, since they differed from run to run.
  package let isWeakened: Bool

  /// What it used besides its arguments, whether or not that shows in what it gave.
  package let touches: Set<RecordedTouch>

  package let duration: Duration

  package init(
    candidate: CallCandidate, outcome: RecordedOutcome, observations: [RecordedValue], regions: RegionVector,
    instability: String?, isWeakened: Bool = false, touches: Set<RecordedTouch> = [], duration: Duration
  ) {
    self.candidate = candidate
    self.outcome = outcome
    self.observations = observations
    self.regions = regions
    self.instability = instability
    self.isWeakened = isWeakened
    self.touches = touches
    self.duration = duration
  }
}
