internal import Characterization
internal import SourceText

/// Keeps the recordings of which a test can be made, and says of each other why not.
struct RecordingFilter: Sendable {
  let selection: Selection
  let maker: any TestMaker

  /// What must hold, by the candidate that asks; where it does not, the code may be wrong.
  var laws: [CallCandidate: LawCandidate.Law] = [:]

  /// What the module is there to use, so that its tests may.
  var contract: Set<GenerationOptions.Resource> = []

  /// Whether tests may make files in the folder that they run in: where that is one of their own, and not the project's.
  var allowsFiles = false

  /// A recording with the test that it gives.
  struct Kept: Sendable {
    let recording: Recording
    let test: GeneratedTest
  }

  func keep(
    _ recordings: [Recording], regions: RegionTable
  ) -> (kept: [Kept], rejections: [GenerationReport.Rejection], possibleBugs: [GenerationReport.PossibleBug]) {
    var kept: [Kept] = []
    var rejections: [GenerationReport.Rejection] = []
    var possibleBugs: [GenerationReport.PossibleBug] = []
    for recording in recordings {
      let candidate = recording.candidate
      func reject(_ reason: String) {
        rejections.append(
          GenerationReport.Rejection(
            subject: candidate.subject, text: (candidate.setup + [candidate.call]).joined(separator: "; "),
            reason: reason))
      }
      guard regions.regions(in: recording.regions).contains(where: { selection.contains($0.path, line: $0.startLine) })
      else {
        reject(unreached(recording))
        continue
      }
      if let fault = fault(of: recording.touches) {
        reject(fault)
        continue
      }
      let law = laws[candidate]
      if let law, recording.instability == nil, recording.outcome != .returned(.literal("true", type: "Bool")) {
        guard recording.outcome == .returned(.literal("false", type: "Bool")) else {
          reject("cannot be asked whether it \(law.rawValue)")
          continue
        }
        possibleBugs.append(
          GenerationReport.PossibleBug(
            subject: candidate.subject, text: (candidate.setup + [candidate.call]).joined(separator: "; "),
            explanation: "does not hold: \(law.rawValue)"))
        continue
      }
      switch maker.make(of: recording, law: law?.rawValue) {
      case .test(let test): kept.append(Kept(recording: recording, test: test))
      case .rejected(let reason): reject(reason)
      }
    }
    return (kept, rejections, possibleBugs)
  }

  /// Why no test is made of a call that is not known to reach what was selected.
  private func unreached(_ recording: Recording) -> String {
    // What was ended tells nothing of where it was.
    if recording.regions.isEmpty {
      if let fault = fault(of: recording.touches) { return fault }
      if case .rejected(let reason) = maker.make(of: recording, law: nil) { return reason }
    }
    return "reaches nothing of what was selected"
  }

  /// What a test must not depend on, or leave behind.
  private func fault(of touches: Set<RecordedTouch>) -> String? {
    let touches = touches.subtracting(contract.touches)
    if touches.contains(.network) { return "opens a connection" }
    if touches.contains(.processes) { return "starts a process" }
    // It is recorded in an empty folder, and run in the user's package.
    if touches.contains(.files), !allowsFiles, !contract.contains(.files) {
      return "leaves files in the folder that it runs in"
    }
    if touches.contains(.filesElsewhere) { return "changes files outside its folder" }
    if touches.contains(.randomness) { return "asks for random bytes" }
    if touches.contains(.clock) { return "reads the clock" }
    return nil
  }
}

extension Set<GenerationOptions.Resource> {
  /// What the recorder notices of them.
  var touches: Set<RecordedTouch> {
    reduce(into: []) { touches, resource in
      switch resource {
      case .clock: touches.insert(.clock)
      case .random: touches.insert(.randomness)
      case .files: touches.formUnion([.machine, .denied])
      }
    }
  }
}
