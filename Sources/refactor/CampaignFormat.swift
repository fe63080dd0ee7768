import ArgumentParser
import CommandLineSupport
import Processes
import Refactoring

/// The forms of a campaign's report.
enum CampaignFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case html

  func text(of report: CampaignReport) -> String {
    let now = WallClock.milliseconds
    return switch self {
    case .text:
      TextCampaignReport.text(of: report, width: Self.width, now: now)
    case .json: JSONCampaignReport.text(of: report)
    case .html: HTMLCampaignReport.text(of: report, now: now)
    }
  }

  /// Columns of the terminal; in a file a reason may be as long as it is.
  private static var width: Int {
    let terminal = Terminal(environment: ProcessEnvironment.currentVariables)
    return terminal.outputIsTerminal ? terminal.width : 1_000
  }
}
