import CommandLineSupport
import Git
import Review

/// What happens when git is about to push.
///
/// Trouble of any kind lets the push through, loudly, unless the user is strict: only what the rules found for certain,
/// and what the user asked to be stopped by, blocks.
struct PushReview: Sendable {
  let session: ReviewSession
  let remote: String
  let address: String
  let chained: String?
  let isStrict: Bool

  func run() async -> ExitStatus {
    let skip = HookSkip.reason(in: session.environment)
    let input: StandardInput.Contents
    do {
      input = try StandardInput().read()
    } catch {
      return unreviewed("\(error)", .infrastructure, isStrict: isStrict)
    }
    if let skip {
      say("the push is not reviewed: \(skip)")
    } else {
      let status = await review(input)
      guard status == .success else { return status }
    }
    return await runChainedHook(input.bytes)
  }

  private func review(_ input: StandardInput.Contents) async -> ExitStatus {
    switch input.ending {
    case .endOfFile: break
    case .terminal: return unreviewed("git's list of pushed references is missing", .usage, isStrict: isStrict)
    case .deadline, .limit:
      return unreviewed("git's list of pushed references did not end", .infrastructure, isStrict: isStrict)
    }
    do {
      let references = try PrePushInput.parse(input.bytes)
      // Nothing to push is nothing to review.
      guard !references.isEmpty else { return .success }
      let verdict = try await session.run(
        .push(references, remote: remote == address ? "" : remote), reportingTo: .error, isBounded: true)
      if verdict.isThresholdMissed {
        say("the push is blocked by the findings above. To push all the same: FULCRUM_SKIP=1 git push")
        return .threshold
      }
      if let failure = verdict.reportFailure { throw failure }
      if let trouble = verdict.trouble {
        return unreviewed("\(trouble)", verdict.status, isStrict: isStrict || verdict.isStrict)
      }
      return .success
    } catch {
      return unreviewed("\(error)", ExitStatus(for: error), isStrict: isStrict)
    }
  }

  private func unreviewed(_ reason: String, _ status: ExitStatus, isStrict: Bool) -> ExitStatus {
    if status == .interrupted || isStrict {
      say("the push is blocked, since it could not be fully reviewed: \(reason)")
      return status == .success ? .infrastructure : status
    }
    say("WARNING: the push goes on although it was NOT FULLY REVIEWED: \(reason)")
    return .success
  }

  private func runChainedHook(_ input: [UInt8]) async -> ExitStatus {
    guard let chained else { return .success }
    let arguments = [remote, address]
    do {
      if try await ChainedHook(path: chained, arguments: arguments).run(input: input) { return .success }
      say("the push is blocked by the hook \(chained)")
      return .threshold
    } catch {
      say("the push is blocked: \(error)")
      return .infrastructure
    }
  }

  private func say(_ text: String) {
    // Nobody reading is no reason to stop or to let through.
    try? StandardStream.error.write("code-review: \(text)\n")
  }
}
