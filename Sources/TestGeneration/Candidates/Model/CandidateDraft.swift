internal import Characterization

/// The parts of a candidate, to be changed one by one.
struct CandidateDraft {
  /// Which part it is.
  enum Part: Hashable {
    case setup(Int)
    case call
    case observation(Int)
  }

  /// A place in a part.
  struct Position: Hashable {
    let part: Part

    /// Bytes before it.
    let offset: Int
  }

  var setup: [String]
  var call: String
  var observations: [String]
  var isThrowing: Bool
  var isAsync: Bool
  var actor: String?
  var imports: [String]

  init(_ candidate: CallCandidate) {
    setup = candidate.setup
    call = candidate.call
    observations = candidate.observations
    isThrowing = candidate.isThrowing
    isAsync = candidate.isAsync
    actor = candidate.actor
    imports = candidate.imports
  }

  subscript(part: Part) -> String {
    get {
      switch part {
      case .setup(let index): setup[index]
      case .call: call
      case .observation(let index): observations[index]
      }
    }
    set {
      switch part {
      case .setup(let index): setup[index] = newValue
      case .call: call = newValue
      case .observation(let index): observations[index] = newValue
      }
    }
  }

  /// Finds the part that a line of the compiled file holds; nil for what was written around it.
  func position(of place: RecordingRun.Place) -> Position? {
    let line = place.line
    func position(_ part: Part, _ text: String, behind: String) -> Position? {
      guard !text.contains(where: \.isNewline), line.hasSuffix(text + behind) else { return nil }
      let start = line.utf8.count - text.utf8.count - behind.utf8.count
      return Position(part: part, offset: max(0, place.column - 1 - start))
    }
    for (index, text) in setup.enumerated() where line == "  \(text)" {
      return position(.setup(index), text, behind: "")
    }
    if let found = position(.call, call, behind: "") { return found }
    for (index, text) in observations.enumerated() {
      if let found = position(.observation(index), text, behind: ")") { return found }
    }
    return nil
  }

  func candidate(like old: CallCandidate) -> CallCandidate {
    CallCandidate(
      subject: old.subject, group: old.group, setup: setup, call: call, hasValue: old.hasValue, isThrowing: isThrowing,
      isAsync: isAsync, actor: actor, observations: observations, inputWords: old.inputWords, imports: imports)
  }
}
