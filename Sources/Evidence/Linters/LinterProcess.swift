internal import Processes
internal import SourceText

/// One linter at work on one change.
struct LinterProcess {
  /// Bytes of a linter's output: what the importers read.
  private static let outputLimit = ImportedReport.jsonSizeLimit

  private let linter: ConfiguredLinter
  private let adapter: any LinterAdapter
  private let place: LinterPlace
  private let sandbox: Sandbox

  private var name: String { linter.kind.rawValue }

  /// Finds the program.
  ///
  /// - Throws: `ProcessError` when it is not there, or its rules are not.
  init(
    _ linter: ConfiguredLinter, sandbox: Sandbox, searched: [String], home: String?
  ) throws(ProcessError) {
    self.linter = linter
    self.sandbox = sandbox
    adapter = linter.kind.adapter
    place = try LinterPlace(linter, searched: searched, home: home)
  }

  /// Looks at the new state and, where it finds anything, at the old one.
  func run(on work: LinterWork) async throws -> LinterRun {
    let new = try await look(at: work.changed.map(\.path), of: work.head, work)
    guard let report = new.report, !report.results.isEmpty else {
      return LinterRun(name: name, report: new.report, warning: new.warning)
    }
    let before = work.changed.filter { $0.old != nil }.map { $0.oldPath ?? $0.path }
    let old = try await look(at: before, of: work.base, work)
    return LinterRun(name: name, report: report, base: old.report, warning: new.warning)
  }

  private func look(
    at paths: [RelativePath], of tree: any SourceTree, _ work: LinterWork
  ) async throws -> (report: ImportedReport?, warning: String?) {
    let folder = try ChildFolder()
    var files = LinterFiles()
    try await files.addChanged(paths, of: tree, for: adapter, to: folder)
    let omitted = files.omitted
    let warning = omitted > 0 ? "\(name) did not see \(omitted) files, too large or too many" : nil
    guard !files.files.isEmpty else { return (nil, warning) }
    try await files.addConfiguration(from: work.base, for: adapter, to: folder)
    let call = LinterCall(
      files: files.files, configuration: files.configuration, rules: place.rules,
      isRulesFolder: place.rules.map { FolderTree.kind(at: $0) == .folder } ?? false)
    if let obstacle = adapter.obstacle(to: call) { throw LinterFault(obstacle) }
    if let file = adapter.generatedFile(for: call), let path = try? RelativePath(file.name) {
      try folder.write(Array(file.text.utf8), to: path)
    }
    let output = try await output(of: call, in: folder.path, work.end)
    let results = try adapter.results(in: output).map { result in
      var result = result
      result.path = Self.relative(result.path, to: folder.path)
      return result
    }
    guard results.count <= ImportedReport.resultLimit else {
      throw LinterFault("reported more than \(ImportedReport.resultLimit) results")
    }
    return (ImportedReport(name: name, results: results), warning)
  }

  private func output(
    of call: LinterCall, in folder: String, _ end: ContinuousClock.Instant
  ) async throws -> LinterOutput {
    let time = ContinuousClock.now.duration(to: end)
    guard time > .zero else { throw LinterFault("the time was over") }
    var environment = adapter.variables
    environment["LANG"] = "C.UTF-8"
    environment["PATH"] = (place.program.folders + ProgramLocation.systemFolders).joined(separator: ":")
    let request = ProcessRequest(
      program: place.program.path, arguments: adapter.arguments(for: call), environment: .exactly(environment),
      folder: folder, output: .captured(limit: Self.outputLimit), deadline: time)
    let policy = SandboxPolicy(readable: [folder] + place.program.readable + (call.rules.map { [$0] } ?? []))
    let result = try await sandbox.run(request, under: policy)
    guard case .exited(let code) = result.termination else { throw LinterFault("\(result.termination)") }
    guard result.standardOutput.omittedCount == 0, result.standardError.omittedCount == 0 else {
      throw LinterFault("wrote more than \(Self.outputLimit >> 20) MiB")
    }
    return LinterOutput(
      folder: folder, standardOutput: result.standardOutput.bytes, standardError: result.standardError.text,
      exitCode: code, rules: call.rules)
  }

  /// A path as the linter wrote it without the private folder, where the repository's files stand as they do in it.
  private static func relative(_ path: String, to folder: String) -> String {
    ImportedPath.relative(path, root: folder)?.string ?? path
  }
}
