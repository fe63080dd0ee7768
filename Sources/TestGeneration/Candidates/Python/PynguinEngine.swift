internal import Characterization
internal import JSON
internal import Processes
internal import SourceText
internal import Verification

/// Takes calls from Pynguin, a search-based generator, where it is installed.
///
/// Its tests are read, not taken: what calls give is recorded here, and decides what they are worth.
struct PynguinEngine: CandidateEngine {
  private let project: PythonProject
  private let selection: Selection
  private let end: ContinuousClock.Instant?

  /// Seconds of search for one module.
  private static let searchSeconds = 20

  /// Modules that it searches at most.
  private static let moduleLimit = 5

  private static let folder = ".fulcrum-pynguin"

  /// - Parameters:
  ///   - project: a copy of the project of its own: Pynguin runs what it tests.
  ///   - end: when nothing more is begun.
  init(project: PythonProject, selection: Selection, until end: ContinuousClock.Instant?) {
    self.project = project
    self.selection = selection
    self.end = end
  }

  var name: String { "pynguin" }

  /// Whether Pynguin is installed for the project's interpreter.
  static func isInstalled(for project: PythonProject) async throws -> Bool {
    let script = "import importlib.util as u, sys; sys.exit(u.find_spec('pynguin') is None)"
    let result = try await project.area.run(
      [project.interpreter.path, "-c", script], variables: PythonProject.variables, deadline: .seconds(60))
    return result.isSuccess
  }

  func propose(_ round: CandidateRound) async throws -> [CallCandidate] {
    guard round.number == 1, try await Self.isInstalled(for: project) else { return [] }
    let imports = project.imports
    var candidates: [CallCandidate] = []
    for path in selection.paths.prefix(Self.moduleLimit) {
      guard let module = imports.module(of: path), end.map({ ContinuousClock.now < $0 }) ?? true else { continue }
      candidates += try await calls(of: module.name, root: module.root)
    }
    return candidates
  }

  private func calls(of module: String, root: RelativePath?) async throws -> [CallCandidate] {
    let area = project.area
    let folder = try RelativePath(Self.folder)
    area.removeFolder(folder)
    try area.makeFolder(folder)
    defer { area.removeFolder(folder) }
    let output = "\(area.path)/\(folder)"
    _ = try await area.run(
      [
        project.interpreter.path, "-m", "pynguin", "--project-path", area.path + (root.map { "/\($0)" } ?? ""),
        "--module-name", module, "--output-path", output, "--report-dir", "\(output)/report", "--seed", "42",
        "--maximum-search-time", "\(Self.searchSeconds)",
      ], variables: PythonProject.variables + ["PYNGUIN_DANGER_AWARE=1", "PYTHONHASHSEED=0"],
      deadline: .seconds(Self.searchSeconds * 6))
    let written = try area.files(limit: 10_000) { $0.components.first == folder.components.first }
      .filter { $0.fileExtension == "py" && $0.name.hasPrefix("test_") }
    var candidates: [CallCandidate] = []
    for file in written {
      let script = try RelativePath("\(folder)/\(PynguinSource.name)")
      try area.write(Array(PynguinSource.text.utf8), to: script)
      let result = try await area.run(
        [project.interpreter.path, "-I", "\(area.path)/\(script)", "\(area.path)/\(file)", module],
        variables: PythonProject.variables, deadline: .seconds(60), outputLimit: 16 << 20)
      candidates += Self.candidates(in: result.standardOutput.text, module: module)
    }
    return candidates
  }

  /// The calls that the reading program has written.
  static func candidates(in text: String, module: String) -> [CallCandidate] {
    let limits = JSONValue.Limits(size: 16 << 20, depth: 32)
    return ((try? JSONValue.parse(text, limits: limits))?.array ?? []).compactMap { call in
      guard let expression = call["call"]?.string else { return nil }
      func texts(_ key: String) -> [String] { (call[key]?.array ?? []).compactMap(\.string) }
      let head = expression.prefix { $0.isLetter || $0.isNumber || "._".contains($0) }
      let subject = head.split(separator: ".").last.map(String.init) ?? module
      return CallCandidate(
        subject: subject, group: subject, setup: texts("setup"), call: expression,
        imports: (texts("imports") + texts("names").map { "from \(module) import \($0)" }).sorted())
    }
  }
}
