internal import JSON
internal import Processes
package import SourceText
package import Verification

/// A copy of a Python project in which calls are made.
///
/// What Python needs besides lies in a folder of the area that no module is looked for in.
package struct PythonLab: Sendable {
  let area: WorkArea
  let python: String

  /// Folders of the area in which modules are looked for; nil for the area itself.
  let roots: [RelativePath?]

  /// Modules that are imported before any call, so that children need not.
  let modules: [String]

  /// Source files of which is noted what runs in them; calls say nothing of others.
  let files: [RelativePath]

  /// Modules that tests need besides those under test, so that children need not load them.
  package static let testModules = ["pytest", "unittest.mock"]

  /// The folder for plans, results and the folders that calls run in.
  static let folder = ".fulcrum-lab"

  /// Bytes of results that are read.
  private static let resultLimit = 512 << 20

  /// Memory of one call in bytes.
  private static let memory = 2 << 30

  /// - Parameters:
  ///   - area: the copy.
  ///   - python: the absolute path of the interpreter.
  ///   - roots: folders of the area in which modules are looked for; nil for the area itself.
  ///   - modules: the names of the modules under test.
  ///   - files: the source files that count.
  package init(area: WorkArea, python: String, roots: [RelativePath?], modules: [String], files: [RelativePath]) {
    self.area = area
    self.python = python
    self.roots = roots
    self.modules = modules
    self.files = files
  }

  /// Runs the recorder to its end.
  ///
  /// - Parameters:
  ///   - plan: the members of the plan besides those that the lab knows.
  ///   - name: for files and folders of this run; runs at the same time have different ones.
  ///   - variables: `NAME=value`.
  ///   - seconds: how long one call may take on the clock, at least 1.
  ///   - steps: how many calls, or calls with a mutant alive, there are.
  ///   - end: when it is ended whatever is left to do; nil for no such moment.
  /// - Returns: the lines that it wrote, also when it did not come to its end.
  /// - Throws: `CharacterizationError` when it told nothing, or a module under test cannot be imported.
  func run(
    _ plan: [String: JSONValue], name: String, variables: [String], seconds: Int, steps: Int,
    until end: ContinuousClock.Instant? = nil
  ) async throws -> [JSONValue] {
    let (script, planFile, results) = try (
      path("\(name)-\(PythonRecorderSource.name)"), path("\(name).json"), path("\(name).jsonl")
    )
    var members = plan
    members["area"] = .string(area.path)
    members["scratch"] = .string("\(area.path)/\(Self.folder)/\(name)")
    members["seconds"] = JSONValue(max(1, seconds))
    members["memory"] = JSONValue(Self.memory)
    members["roots"] = .array(roots.map { JSONValue($0?.string ?? "") })
    members["modules"] = .array(modules.map { JSONValue($0) })
    members["files"] = .array(files.map { JSONValue($0.string) })
    try area.write(Array(PythonRecorderSource.text.utf8), to: script)
    try area.write(Array(JSONValue.object(members).serialized().utf8), to: planFile)
    try area.write([], to: results)
    let deadline = Duration.seconds(120) + .seconds(seconds + 1) * steps
    let result = try await area.run(
      [python, "-B", "\(area.path)/\(script)", "\(area.path)/\(planFile)", "\(area.path)/\(results)"],
      variables: PythonProject.variables + variables,
      deadline: end.map { min(deadline, max(.seconds(1), ContinuousClock.now.duration(to: $0))) } ?? deadline)
    let bytes = try area.content(of: results, limit: Self.resultLimit) ?? []
    let lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      try? JSONValue.parse(Array(line), limits: JSONValue.Limits(size: 64 << 20, depth: 64))
    }
    if let line = lines.first(where: { $0["import_error"] != nil }) {
      throw CharacterizationError(
        .harness,
        "\(line["module"]?.string ?? "the module") cannot be imported: \(line["import_error"]?.string ?? "no reason")")
    }
    guard !lines.isEmpty else {
      if let end, ContinuousClock.now >= end { return [] }
      throw CharacterizationError(
        .harness,
        "nothing of \(modules.joined(separator: ", ")) could be called: the recorder \(result.summary), "
          + "perhaps while a module was imported: \(result.standardError.text.suffix(500))")
    }
    return lines
  }

  private func path(_ name: String) throws -> RelativePath { try RelativePath("\(Self.folder)/\(name)") }
}

extension CallCandidate {
  /// As the recorder of Python reads it.
  func pythonPlan(_ number: Int) -> JSONValue {
    [
      "id": JSONValue(number), "subject": JSONValue(subject), "imports": .array(imports.map { JSONValue($0) }),
      "setup": .array(setup.map { JSONValue($0) }), "call": JSONValue(call), "hasValue": .bool(hasValue),
      "observations": .array(observations.map { JSONValue($0) }),
    ]
  }
}
