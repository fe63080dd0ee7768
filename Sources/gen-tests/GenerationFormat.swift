import ArgumentParser
import TestGeneration

/// The forms of a report.
enum GenerationFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case junit
  case html

  /// - Parameters:
  ///   - reports: one for each module.
  ///   - missed: thresholds that were not met, a sentence each.
  func text(of reports: [GenerationReport], missed: [String]) -> String {
    reports.map { report in
      switch self {
      case .text: TextGenerationReport.text(of: report) + missed.map { "\($0)\n" }.joined()
      case .json: JSONGenerationReport.text(of: report)
      case .junit: JUnitGenerationReport.text(of: report, missed: missed)
      case .html: HTMLGenerationReport.text(of: report)
      }
    }.joined(separator: self == .text ? "\n" : "")
  }
}
