import CommandLineSupport
import Evidence

extension ImportOptions {
  /// Reads the reports.
  ///
  /// - Parameter root: the work tree's folder, below which the absolute paths of a linter lie.
  func read(root: String?) throws -> Imports {
    guard !reports.isEmpty || bases.isEmpty else {
      throw CommandLineError(
        .configuration, "--import-base needs --import: it only says which findings of that are old")
    }
    return Imports(reports: try reports.map(Self.report), bases: try bases.map(Self.report), root: root)
  }

  /// A report by its path, before which its form may stand: `sarif:build/lint.json`.
  private static func report(_ argument: String) throws -> ImportedReport {
    let parts = argument.split(separator: ":", maxSplits: 1)
    let format = parts.count == 2 ? ImportedReport.Format(rawValue: String(parts[0])) : nil
    let path = format == nil ? argument : String(parts[1])
    return try ImportedReport(read(path, limit: ImportedReport.sizeLimit), path: path, format: format)
  }
}

extension ImportError: ErrorWithStatus {
  var exitStatus: ExitStatus { .usage }
}
