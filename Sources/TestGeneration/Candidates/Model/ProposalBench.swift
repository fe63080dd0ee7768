internal import Characterization
internal import SwiftSource

/// Compiles, mends and runs what a model proposes.
struct ProposalBench: Sendable {
  let recorder: Recorder
  let repair: CompileRepair
  let maker: RecordedTest

  /// How often a call is mended by rules before the compiler's words go back to the model.
  static let repairLimit = 3

  /// What came of a call.
  enum Result: Sendable {
    /// It was run.
    case recorded(Recorded)

    /// It does not compile, or cannot be run at all; with the line that the compiler means, if it says which.
    case failed(reason: String, line: String?)
  }

  struct Recorded: Sendable {
    let call: ProposedCall

    /// What a test can be made of, if of anything: the call, or the question whether it gives what was expected.
    let recording: Recording

    /// What the call itself did.
    let happened: Recording

    /// Of the questions that compiled, whether the expectation holds.
    let answers: [ProposedCall.Question: Bool]
  }

  /// Runs calls, each with its questions, in few compilations.
  ///
  /// - Returns: a result for each, in their order.
  /// - Throws: what no call is to blame for: `VerificationError`, `ProcessError`, `CancellationError`.
  func run(_ calls: [ProposedCall]) async throws -> [Result] {
    var results = [Result?](repeating: nil, count: calls.count)
    var pending = calls.enumerated().map { (index: $0.offset, call: $0.element) }
    for pass in 0...Self.repairLimit where !pending.isEmpty {
      let run: RecordingRun
      do {
        run = try await recorder.record(
          pending.flatMap { [$0.call.candidate] + $0.call.questions.map(\.candidate) }.uniqued)
      } catch let error as CharacterizationError {
        for (index, _) in pending { results[index] = .failed(reason: "\(error)", line: nil) }
        break
      }
      let recordings = Dictionary(run.recordings.map { ($0.candidate, $0) }) { first, _ in first }
      let rejections = Dictionary(run.rejections.map { ($0.candidate, $0) }) { first, _ in first }
      var mended: [(index: Int, call: ProposedCall)] = []
      for (index, call) in pending {
        if let recording = recordings[call.candidate] {
          results[index] = .recorded(recorded(call, recording, recordings))
          continue
        }
        let rejection = rejections[call.candidate]
        let reason = rejection?.reason ?? "it was not run"
        if pass < Self.repairLimit,
          let candidate = repair.repaired(call.candidate, reason: reason, place: rejection?.place)
        {
          mended.append((index, call.with(candidate)))
        } else {
          results[index] = .failed(reason: reason, line: rejection?.place?.line)
        }
      }
      pending = mended
    }
    return results.map { $0 ?? .failed(reason: "it was not run", line: nil) }
  }

  private func recorded(
    _ call: ProposedCall, _ recording: Recording, _ all: [CallCandidate: Recording]
  ) -> Recorded {
    var answers: [ProposedCall.Question: Bool] = [:]
    var usable = recording.withoutEmptyValue
    for (question, candidate) in call.questions {
      guard let answer = all[candidate], answer.instability == nil,
        case .returned(.literal(let text, "Bool")?) = answer.outcome
      else { continue }
      answers[question] = text == "true"
      // Where nothing else can be said of a value, that it equals the expected one can.
      if question == .value, text == "true", case .rejected = maker.make(of: usable), recording.instability == nil {
        usable = answer
      }
    }
    return Recorded(call: call, recording: usable, happened: recording, answers: answers)
  }
}

extension Recording {
  /// The same call without a value where its value is `()`, of which a test says nothing.
  fileprivate var withoutEmptyValue: Recording {
    guard case .returned(.literal("()", _)?) = outcome else { return self }
    let old = candidate
    return Recording(
      candidate: CallCandidate(
        subject: old.subject, group: old.group, setup: old.setup, call: old.call, hasValue: false,
        isThrowing: old.isThrowing, isAsync: old.isAsync, actor: old.actor, observations: old.observations,
        inputWords: old.inputWords, imports: old.imports),
      outcome: .returned(nil), observations: observations, regions: regions, instability: instability,
      isWeakened: isWeakened, touches: touches, duration: duration)
  }
}
