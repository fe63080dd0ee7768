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
      TextCampaignReport.text(
        of: report, width: Terminal(environment: ProcessEnvironment.currentVariables).width, now: now)
    case .json: JSONCampaignReport.text(of: report)
    case .html: HTMLCampaignReport.text(of: report, now: now)
    }
  }
}
