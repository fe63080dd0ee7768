import CommandLineSupport
import Refactoring

/// Keeps a campaign's page and the line on the terminal up to date while it runs.
struct CampaignDashboard {
  /// Where the page goes: absolute.
  let path: String

  /// What the campaign's file says of it.
  let description: String

  /// Nil when nothing is to be said.
  let progress: ProgressLine?

  /// How often the page is written at the most; each writing may take a twentieth of the time.
  private static let interval = Duration.seconds(2)

  /// Shows where the campaign stands, again and again, until the task is cancelled.
  func follow(_ run: CampaignRun) async {
    let clock = ContinuousClock()
    var hasComplained = false
    while !Task.isCancelled {
      let start = clock.now
      let state = await run.current
      progress?.update(state.summary)
      if let trouble = write(state, isRunning: true), !hasComplained {
        hasComplained = true
        StandardStream.error.say("refactor: the campaign's page cannot be written: \(trouble)")
      }
      let effort = start.duration(to: clock.now)
      try? await Task.sleep(for: max(Self.interval, effort * 20))
    }
  }

  /// Writes the page; it is good to have, and no reason to stop the work.
  ///
  /// - Returns: what went wrong; nil when nothing did.
  @discardableResult
  func write(_ state: CampaignState, isRunning: Bool) -> CommandLineError? {
    let report = CampaignReport(of: state, description: description, isRunning: isRunning)
    do throws(CommandLineError) {
      try PrivateDocument.write(HTMLCampaignReport.text(of: report, now: WallClock.milliseconds), to: path)
      return nil
    } catch {
      return error
    }
  }
}

extension CampaignState {
  /// Where it stands, in a line.
  var summary: String {
    var (ended, troubled) = (0, 0)
    var running: [String] = []
    for entry in entries {
      switch entry.status {
      case .finished(let outcome):
        ended += 1
        if outcome.isTrouble { troubled += 1 }
      case .running: running.append(entry.identity)
      case .interrupted, .pending: break
      }
    }
    let trouble = troubled > 0 ? ", \(troubled) not whole" : ""
    let names = running.prefix(3).joined(separator: ", ") + (running.count > 3 ? ", ..." : "")
    return "\(ended) of \(entries.count) units\(trouble)\(names.isEmpty ? "" : "; working on \(names)")"
  }
}
