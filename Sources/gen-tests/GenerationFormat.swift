import ArgumentParser
import TestGeneration

/// The forms of a report.
enum GenerationFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case junit
  case html

  /// One document, whatever the number of modules.
  ///
  /// - Parameter reports: one for each module.
  func text(of reports: [GenerationReport]) -> String {
    switch self {
    case .text: reports.map(TextGenerationReport.text).joined(separator: "\n")
    case .json: JSONGenerationReport.text(of: reports)
    case .junit: JUnitGenerationReport.text(of: reports)
    case .html: HTMLGenerationReport.text(of: reports)
    }
  }
}
