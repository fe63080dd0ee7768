internal import Characterization

/// Makes tests of recordings, in one language.
protocol TestMaker: Sendable {
  /// Makes a test of one recording, or says why none can be made.
  ///
  /// - Parameter law: what the call asks, in words, if it asks whether something holds.
  func make(of recording: Recording, law: String?) -> RecordedTest.Result
}
