internal import Characterization

/// What recordings say of Python code that is likely wrong: it is told, and never written down as expected.
struct PythonPossibleBugs: Sendable {
  /// What documents say that comes out, by the call.
  let wants: [CallCandidate: String]

  /// Errors that no argument can justify.
  private static let faults: Set<String> = ["NameError", "UnboundLocalError", "SystemError"]

  func find(in recordings: [Recording]) -> [GenerationReport.PossibleBug] {
    let promises = Dictionary(wants.map { (Self.text(of: $0.key), $0.value) }) { first, _ in first }
    return recordings.compactMap { recording in
      guard recording.instability == nil else { return nil }
      let text = Self.text(of: recording.candidate)
      switch recording.outcome {
      case .threw(let type, let message, _) where Self.faults.contains(type):
        return GenerationReport.PossibleBug(
          subject: recording.candidate.subject, text: text, explanation: "it fails with \(type): \(message)")
      case .returned(.literal(let given, let type)?):
        guard let want = promises[text], let explanation = Self.contradiction(want: want, given: given, type: type)
        else { return nil }
        return GenerationReport.PossibleBug(
          subject: recording.candidate.subject, text: text, explanation: explanation)
      default: return nil
      }
    }
  }

  static func text(of candidate: CallCandidate) -> String {
    (candidate.setup + [candidate.call]).joined(separator: "; ")
  }

  /// What a document promises and the code does not keep; nil where they agree, or where that cannot be told from texts.
  static func contradiction(want: String, given: String, type: String) -> String? {
    // Sets and dictionaries print in an order of their own.
    guard ["str", "int", "bool", "NoneType", "list", "tuple"].contains(type), !want.contains("..."),
      !want.contains("{"), !want.contains("<")
    else { return nil }
    func plain(_ text: String) -> String {
      text.filter { !$0.isWhitespace }.map { $0 == "\"" ? "'" : $0 }.map(String.init).joined()
    }
    guard plain(want) != plain(given) else { return nil }
    return "the documentation says \(want.prefix(120)), and it gives \(given.prefix(120))"
  }
}
