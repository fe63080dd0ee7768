import CommandLineSupport
import Git
import Reporting
import Review
import SourceText
import Synchronization

/// What happens when git is about to push.
///
/// Trouble of any kind lets the push through, loudly, unless the user is strict: only what the rules found for certain,
/// and what the user asked to be stopped by, blocks.
struct PushReview: Sendable {
  let session: ReviewSession
  let remote: String
  let address: String
  let chained: String?

  /// Whether the command line asks to refuse a push that could not be reviewed; the configuration may ask it too.
  let isStrict: Bool

  /// What the review may take beyond its deadline before it is given up; comparing a huge change cannot be interrupted.
  private static let grace = Duration.seconds(2)

  func run() async -> ExitStatus {
    let skip = HookSkip.reason(in: session.environment)
    if let skip {
      say("the push is not reviewed: \(skip)")
      // Only another hook still needs what git has to say.
      if chained == nil { return .success }
    }
    let input: StandardInput.Contents
    do {
      input = try StandardInput().read()
    } catch {
      return unreviewed("\(error)", .infrastructure)
    }
    if skip == nil {
      let status = await review(input)
      guard status == .success else { return status }
    }
    return await runChainedHook(input.bytes)
  }

  private func review(_ input: StandardInput.Contents) async -> ExitStatus {
    let framework = input.bytes.isEmpty ? PreCommitFramework(environment: session.environment) : nil
    switch input.ending {
    case .endOfFile: break
    case .terminal where framework != nil: break
    case .terminal: return unreviewed("git's list of pushed references is missing", .usage)
    case .deadline, .limit:
      return unreviewed("git's list of pushed references did not end", .infrastructure)
    }
    do {
      let references =
        try await framework?.references(in: session.repository.open()) ?? PrePushInput.parse(input.bytes)
      // Nothing to push is nothing to review.
      guard !references.isEmpty else { return .success }
      let (remote, address) = framework.map { ($0.remote, $0.address) } ?? (remote, address)
      let name = remote == address ? "" : remote
      let settings = (try? session.userSettings()) ?? Configuration()
      let limit = settings.deadline.value + Self.grace
      let found = FoundSoFar()
      let ending = try await HardDeadline.run(within: limit) {
        try await session.run(.push(references, remote: name), reportingTo: .error, isBounded: true) { found.add($0) }
      }
      guard let verdict = ending else { return abandoned(found.findings, settings) }
      if verdict.isThresholdMissed { return blocked() }
      if let failure = verdict.setupFailure ?? verdict.reportFailure { throw failure }
      if let trouble = verdict.trouble {
        return unreviewed("\(trouble)", verdict.status, projectIsStrict: verdict.isStrict)
      }
      if verdict.isPartial {
        return unreviewed("a part of the change could not be read", .partial, projectIsStrict: verdict.isStrict)
      }
      if let failure = verdict.linterFailure {
        return unreviewed("the linters were not run: \(failure)", .sandbox, projectIsStrict: verdict.isStrict)
      }
      return .success
    } catch {
      return unreviewed(error.words, ExitStatus(for: error))
    }
  }

  /// What comes of a review that did not end in time: what the rules had found by then counts.
  private func abandoned(_ findings: [Finding], _ settings: Configuration) -> ExitStatus {
    let reason = "the change could not be read before the deadline"
    if !findings.isEmpty {
      let report = ReviewReport(
        target: ReviewReport.Target(repository: session.repository.repository, description: "the push"),
        findings: findings, incompleteReasons: [reason]
      ).withoutSecrets
      try? StandardStream.error.write(ReportFormat.text.text(of: report, version: Version.text, isColored: false))
    }
    let level = settings.failOn.value
    let isThresholdMissed = findings.contains { finding in
      finding.isBlocking || level.map { finding.severity >= $0 } ?? false
    }
    return isThresholdMissed ? blocked() : unreviewed(reason, .budget)
  }

  private func blocked() -> ExitStatus {
    say("the push is blocked by the findings above. To push all the same: FULCRUM_SKIP=1 git push")
    return .threshold
  }

  private func unreviewed(_ reason: String, _ status: ExitStatus, projectIsStrict: Bool = false) -> ExitStatus {
    // A configuration that cannot be read may be the trouble itself; it then asks for nothing.
    let userIsStrict = (try? session.userSettings().strict.value) ?? false
    if status == .interrupted || isStrict || userIsStrict || projectIsStrict {
      say("the push is blocked, since it could not be fully reviewed: \(reason)")
      return status == .success ? .infrastructure : status
    }
    say("WARNING: the push goes on although it was NOT FULLY REVIEWED: \(reason)")
    return .success
  }

  private func runChainedHook(_ input: [UInt8]) async -> ExitStatus {
    guard let chained else { return .success }
    // The key is not for the hook, also where no model was asked.
    (try? session.userSettings())?.withholdKeyVariables()
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
    StandardStream.error.say("code-review: \(text)")
  }
}

/// What a review has found while it still goes on.
private final class FoundSoFar: Sendable {
  private let state = Mutex<[Finding]>([])

  var findings: [Finding] { state.withLock { $0 } }

  func add(_ findings: [Finding]) { state.withLock { $0 += findings } }
}
