internal import SourceText

/// Says what kind of project lies in a work area, and why.
package struct ProjectDetection: Sendable {
  private let area: WorkArea
  private let configured: [ProjectCommands]
  private let folders: [String]

  /// - Parameters:
  ///   - area: the folder with the project.
  ///   - configured: the kinds of project that the user configured; the first whose mark is there counts.
  ///   - folders: absolute folders in which toolchains are looked for before the system's, such as those of the user's `PATH`.
  package init(_ area: WorkArea, configured: [ProjectCommands], searching folders: [String]) {
    self.area = area
    self.configured = configured
    self.folders = folders
  }

  /// The kind of the project, by the files in its folder alone.
  ///
  /// What the user configured counts before what is known without them, since they may have reasons of their own.
  ///
  /// - Returns: the kind, nil when there is none, and a line for each that was looked for, up to the one that was found.
  package func kind() -> (kind: ProjectLayout.Kind?, reasons: [String]) {
    var reasons: [String] = []
    for commands in configured {
      if area.has(commands.mark) { return (.configured, reasons + ["\(commands.name): \(commands.mark) is there"]) }
      reasons.append("not \(commands.name), which the user configured: there is no \(commands.mark)")
    }
    if has("Package.swift") { return (.swiftPackage, reasons + ["a Swift package: Package.swift is there"]) }
    reasons.append("no Swift package: there is no Package.swift")
    if let mark = PythonLayout.marks.first(where: has) {
      return (.python, reasons + ["a Python project: \(mark) is there"])
    }
    let source = (try? area.files(limit: PythonProject.fileLimit) { !PythonLayout.isForeign($0) })?.first {
      $0.fileExtension == "py"
    }
    if let source { return (.python, reasons + ["a Python project: \(source) is there"]) }
    reasons.append(
      "no Python project: there is neither \(PythonLayout.marks.joined(separator: ", ")) nor a Python file")
    return (nil, reasons)
  }

  /// Opens the project with the adapter of its kind.
  ///
  /// - Parameter prepared: what fills in what it depends on, if something does, and the files of the area.
  /// - Throws: `VerificationError` with code `.unreadableProject` when it is of no kind that is known, `.missingToolchain` when
  ///   what builds it is not here, `.notPrepared` when what it depends on is not; `ProcessError`.
  package func open(prepared: (preparation: Preparation, files: any ProjectFiles)? = nil) async throws
    -> any ProjectAdapter
  {
    let (kind, reasons) = kind()
    switch kind {
    case .swiftPackage:
      return try await SwiftPackage.open(
        in: area, toolchain: try SwiftToolchain(searching: folders), prepared: prepared)
    case .python: return try await PythonProject.open(in: area, searching: folders)
    case .configured:
      if let commands = configured.first(where: { area.has($0.mark) }) {
        return try ConfiguredProject.open(in: area, commands)
      }
    case nil: break
    }
    throw VerificationError(
      .unreadableProject,
      "the project is of no kind that is known: \(reasons.joined(separator: "; ")). "
        + "`projects` in the user's configuration says how others are built and tested")
  }

  private func has(_ name: String) -> Bool { (try? RelativePath(name)).map(area.has) ?? false }
}
