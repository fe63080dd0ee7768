internal import JSON
internal import Processes
internal import SourceText
internal import Verification

/// Has Python read the sources of a project.
struct PythonHarvesting: Sendable {
  let project: PythonProject

  /// Bytes of what it says that are read.
  private static let outputLimit = 64 << 20

  /// Files that are looked through for calls at most, and documents.
  private static let usageLimit = 2_000
  private static let documentLimit = 20

  /// Reads modules, calls of them elsewhere in the project, and documents.
  ///
  /// - Parameter files: the modules' files.
  /// - Throws: `TestGenerationError` with code `.doesNotBuild` when they cannot be read; `VerificationError`, `ProcessError`.
  func harvest(_ files: [RelativePath]) async throws -> PythonHarvest {
    let area = project.area
    let imports = project.imports
    let modules = files.compactMap { file in imports.module(of: file).map { (file, $0.name) } }
    let others = project.layout.modules.flatMap(\.sources).prefix(Self.usageLimit)
    let documents = try area.files(limit: PythonHarvesting.documentLimit * 1_000) { path in
      path.components.count <= 2 && !path.components.contains { $0.hasPrefix(".") }
    }.filter { ["md", "rst", "txt"].contains($0.fileExtension) && $0.name.lowercased() != "requirements.txt" }
    let plan: JSONValue = [
      "modules": .array(
        modules.map { file, name in
          ["path": JSONValue("\(area.path)/\(file)"), "name": JSONValue(file.string), "module": JSONValue(name)]
        }),
      "usages": .array(others.map { JSONValue("\(area.path)/\($0)") }),
      "documents": .array(documents.prefix(Self.documentLimit).map { JSONValue("\(area.path)/\($0)") }),
    ]
    let folder = try RelativePath(".fulcrum-harvest")
    defer { area.removeFolder(folder) }
    let script = try RelativePath("\(folder)/\(PythonHarvestSource.name)")
    let planFile = try RelativePath("\(folder)/plan.json")
    try area.write(Array(PythonHarvestSource.text.utf8), to: script)
    try area.write(Array(plan.serialized().utf8), to: planFile)
    let result = try await area.run(
      [project.interpreter.path, "-I", "-B", "\(area.path)/\(script)", "\(area.path)/\(planFile)"],
      variables: PythonProject.variables, deadline: .seconds(300), outputLimit: 2 * Self.outputLimit)
    let limits = JSONValue.Limits(size: 2 * Self.outputLimit, depth: 64)
    guard result.isSuccess,
      let harvest = (try? JSONValue.parse(result.standardOutput.text, limits: limits)).flatMap(PythonHarvest.init)
    else {
      throw TestGenerationError(
        .doesNotBuild,
        "the modules cannot be read, the reader \(result.summary): \(result.standardError.text.suffix(300))")
    }
    return harvest
  }
}
