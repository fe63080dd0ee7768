import CommandLineSupport
import Git
import Processes
import TestGeneration
import Verification

/// Chooses, by what lies in the project's folder, who writes its tests.
struct ProjectChoice {
  let configured: [ProjectCommands]
  let environment: [String: String]

  /// The user's checkout, where a virtual environment may lie; nil for a repository without one.
  let workTree: String?

  /// The absolute folders of the user's `PATH`.
  private var path: [String] {
    (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }

  private var pythonEnvironments: [String] {
    PythonEnvironments.folders(in: workTree ?? "/", user: environment)
  }

  /// What kind of project lies in a folder, and what its programs may read.
  ///
  /// - Throws: `TestGenerationError` with code `.noTarget` for none that is known; `VerificationError` without a toolchain.
  func kind(in area: WorkArea) throws -> (kind: ProjectLayout.Kind, readable: [String]) {
    let (kind, reasons) = ProjectDetection(area, configured: configured, searching: path).kind()
    switch kind {
    case .swiftPackage: return (.swiftPackage, [try SwiftToolchain(searching: path).root])
    case .python: return (.python, try pythonEnvironments.map(SandboxPolicy.resolved))
    case .configured: return (.configured, [])
    case nil:
      throw TestGenerationError(
        .noTarget,
        "the project is of no kind that is known: \(reasons.joined(separator: "; ")). "
          + "`projects` in the user's configuration says how others are built and tested")
    }
  }

  /// Who writes the tests.
  func generation(
    of kind: ProjectLayout.Kind, in areas: GenerationAreas, options: GenerationOptions,
    history: ChangeHistory, model: GenerationModel? = nil, watch: @escaping @Sendable (GenerationProgress) -> Void
  ) throws -> any ProjectGeneration {
    switch kind {
    case .swiftPackage:
      return SwiftGeneration(
        areas: areas, toolchain: try SwiftToolchain(searching: path), options: options, history: history, model: model,
        watch: watch)
    case .python:
      return PythonGeneration(
        areas: areas, searching: pythonEnvironments.map { "\($0)/bin" } + path, options: options, model: model,
        watch: watch)
    case .configured:
      guard let commands = configured.first(where: { areas.project.has($0.mark) }) else {
        throw TestGenerationError(.noTarget, "the file that marks the project is not there any more")
      }
      return ConfiguredGeneration(area: areas.project, commands: commands, options: options, model: model, watch: watch)
    }
  }
}
