internal import JSON
package import Models
internal import SourceText

/// Notices a model that goes in circles: the same call with the same result, again and again.
///
/// Pure. Where other calls lie between does not matter, so that circles of several calls are noticed too. No tool is
/// exempt: who waits for something by asking for it learns nothing more than who rereads a file. What counts is the
/// result: a call that tells something else each time repeats nothing.
package struct LoopGuard: Hashable, Sendable {
  /// How often a call may have the same result until the model is told.
  package static let tellingCount = 3

  /// How many of the last calls are looked at.
  ///
  /// Circles of more than a third of it are not noticed, and end by the limits.
  package static let window = 30

  package enum Verdict: Hashable, Sendable {
    case fine

    /// The model must be told that it repeats itself.
    case tell

    /// It was told, and nothing new has come since.
    case stop
  }

  /// The last calls with their results, as hashes, the newest last.
  private var recent: [ContentHash] = []

  /// Whether the model was told, and has not learned anything new since.
  private var isTold = false

  package init() {}

  /// Takes the calls of one answer with their results.
  ///
  /// A model cannot heed a word before its next answer: so it is told at the end of an answer, and stopped at the end of
  /// a later one that only repeats what is known.
  ///
  /// - Parameters:
  ///   - calls: the calls of the answer.
  ///   - results: the result of each call, at the same place.
  package mutating func take(_ calls: [ToolCall], results: [ToolResult]) -> Verdict {
    guard !calls.isEmpty else { return .fine }
    let hashes = zip(calls, results).map(Self.hash)
    let known = Set(recent)
    let isNew = !hashes.allSatisfy(known.contains)
    recent = Array((recent + hashes).suffix(Self.window))
    if isNew { isTold = false }
    let counts = recent.reduce(into: [:]) { counts, hash in counts[hash, default: 0] += 1 }
    guard hashes.contains(where: { counts[$0, default: 0] >= Self.tellingCount }) else { return .fine }
    if isTold { return .stop }
    isTold = !isNew
    return .tell
  }

  /// A call with its result, without the id, which is another each time, and whatever the spelling of its arguments.
  private static func hash(_ call: ToolCall, _ result: ToolResult) -> ContentHash {
    let arguments = (try? JSONValue.parse(call.arguments))?.serialized() ?? call.arguments
    return ContentHash(ofFields: [call.name, arguments, result.text, result.isError ? "error" : ""])
  }
}
