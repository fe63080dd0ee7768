internal import Git
internal import Processes
internal import SourceText
internal import Verification

/// Asks the project's own formatter about changed lines, where the project has one.
struct FormatGate {
  let area: WorkArea
  let toolchain: SwiftToolchain?

  /// Files that are handed to the formatter at once.
  private static let count = 200

  func result(of files: [FileVersions]) async throws -> GateResult {
    let sources = files.filter { $0.new != nil && $0.path.fileExtension == "swift" }
    guard !sources.isEmpty else { return GateResult(.format, .skipped, ["no formatter is known for what changed"]) }
    guard let toolchain else { return GateResult(.format, .skipped, ["there is no Swift toolchain"]) }
    guard area.has(try RelativePath(".swift-format")) else {
      return GateResult(.format, .skipped, ["the project has no .swift-format"])
    }
    let start = ContinuousClock.now
    let changed = try Self.addedLines(of: sources)
    var faults: [String] = []
    for start in stride(from: 0, to: sources.count, by: Self.count) {
      let paths = sources[start..<min(start + Self.count, sources.count)].map(\.path.string)
      let result = try await area.run(
        [toolchain.swift, "format", "lint"] + paths, deadline: .seconds(300), reading: [toolchain.root])
      for diagnostic in CompilerDiagnostic.all(in: result.standardError.text, area: area.path) {
        guard let path = diagnostic.path, changed[path]?.contains(diagnostic.line) == true else { continue }
        faults.append("\(path):\(diagnostic.line): \(diagnostic.message)")
      }
    }
    return GateResult(.format, faults.isEmpty ? .passed : .failed, faults, duration: start.duration(to: .now))
  }

  /// The numbers of the lines that are new in each file.
  static func addedLines(of files: [FileVersions]) throws -> [RelativePath: Set<Int>] {
    let patch = try Patch(parsing: FileVersions.patch(of: files))
    var lines: [RelativePath: Set<Int>] = [:]
    for file in patch.files { lines[file.change.path] = Set(file.change.addedLines.compactMap(\.newNumber)) }
    return lines
  }
}
