internal import JSON
internal import Processes
package import SourceText

/// A Python project in a work area: tested by pytest where it is installed, else by unittest, and measured by coverage.py.
package struct PythonProject: ProjectAdapter {
  package let area: WorkArea

  package let layout: ProjectLayout

  package let interpreter: PythonInterpreter

  /// How its files are imported.
  package var imports: PythonImports { PythonImports(layout.modules.flatMap(\.sources)) }

  /// The absolute folders in which Python has to look for the project's own code, before what is installed.
  package var importFolders: [String] {
    imports.roots(of: layout.modules.filter { !$0.isTest }.flatMap(\.sources)).map { root in
      root.map { "\(area.path)/\($0)" } ?? area.path
    }
  }

  /// Whether a file holds tests by its name.
  package static func isTestFile(_ file: RelativePath) -> Bool { PythonLayout.isTestFile(file) }

  /// What runs the tests.
  var framework: ProjectLayout.TestFramework { interpreter.hasPytest ? .pytest : .unittest }

  /// Files of a project that are looked at.
  static let fileLimit = 200_000

  /// What every program gets: no files beside the sources, and the same text on every machine.
  package static let variables = ["PYTHONDONTWRITEBYTECODE=1", "PYTHONUTF8=1", "PYTHONUNBUFFERED=1"]

  /// Reads the project that lies in a work area.
  ///
  /// - Parameters:
  ///   - area: the folder with the project.
  ///   - folders: absolute folders in which Python is looked for before the system's.
  /// - Throws: `VerificationError` with code `.missingToolchain`, or `.unreadableProject` when there is no Python in it.
  package static func open(in area: WorkArea, searching folders: [String]) async throws -> PythonProject {
    try read(area, try await PythonInterpreter(for: area, searching: folders))
  }

  /// The same project with the files that it has now.
  ///
  /// - Throws: `VerificationError` with code `.unreadableProject` when there is no Python in it any more.
  package func reopened() throws -> PythonProject { try Self.read(area, interpreter) }

  private static func read(_ area: WorkArea, _ interpreter: PythonInterpreter) throws -> PythonProject {
    let framework: ProjectLayout.TestFramework = interpreter.hasPytest ? .pytest : .unittest
    let files = try area.files(limit: fileLimit) { !PythonLayout.isForeign($0) }
    let modules = PythonLayout(files, framework: framework).modules
    guard !modules.isEmpty else {
      throw VerificationError(.unreadableProject, "there is no Python source in \(area.path)")
    }
    let marks = PythonLayout.marks.filter { mark in files.contains { $0.string == mark } }
    let sources = "\(modules.reduce(0) { $0 + $1.sources.count }) Python files"
    let reasons = [
      marks.isEmpty ? "\(sources) are there: a Python project" : "\(marks.joined(separator: ", ")): a Python project",
      "run with \(interpreter.path), tests by \(framework.rawValue)"
        + (interpreter.hasPytest ? "" : ", since pytest is not installed there"),
      interpreter.hasCoverage
        ? "coverage by coverage.py, with branches" : "no coverage, since coverage.py is not installed there",
    ]
    let name = area.path.split(separator: "/").last.map(String.init) ?? "project"
    return PythonProject(
      area: area, layout: ProjectLayout(kind: .python, name: name, modules: modules, reasons: reasons),
      interpreter: interpreter)
  }

  /// Compiles every source, without leaving anything behind: what does not parse is an error with its place.
  package func build() async throws -> BuildResult {
    let files = layout.modules.flatMap(\.sources).map(\.string)
    let script = """
      import sys
      failed = False
      for path in sys.argv[1:]:
          try:
              with open(path, "rb") as file:
                  compile(file.read(), path, "exec", dont_inherit=True)
          except (SyntaxError, ValueError) as error:
              failed = True
              print(f"{path}:{getattr(error, 'lineno', None) or 1}:{getattr(error, 'offset', None) or 1}: error: {getattr(error, 'msg', error)}")
      sys.exit(1 if failed else 0)
      """
    var diagnostics: [CompilerDiagnostic] = []
    var tail = ""
    var isSuccess = true
    var duration = Duration.zero
    for start in stride(from: 0, to: files.count, by: 1000) {
      let part = files[start..<min(start + 1000, files.count)]
      let result = try await area.run(
        [interpreter.path, "-c", script] + part, variables: Self.variables, deadline: .seconds(300))
      diagnostics += CompilerDiagnostic.all(in: result.standardOutput.text, area: area.path)
      isSuccess = isSuccess && result.isSuccess
      if !result.isSuccess { tail = OutputTail.text(result) }
      duration += result.duration
    }
    return BuildResult(isSuccess: isSuccess, diagnostics: diagnostics, tail: tail, duration: duration)
  }
}
