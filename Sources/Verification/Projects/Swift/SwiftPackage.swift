internal import Processes
internal import SourceText

/// A Swift package in a work area: built by SwiftPM, tested through its own test program, measured with llvm-cov.
///
/// It is always built to count what runs, so that measuring needs no second build. Everything lies in `.build` of the area, which
/// stays warm from call to call.
package struct SwiftPackage: ProjectAdapter {
  package let area: WorkArea

  package let layout: ProjectLayout

  package let toolchain: SwiftToolchain

  /// What the manifest says.
  package let description: SwiftPackageDescription

  /// The packages that it depends on and that must be fetched, by their names.
  let dependencies: [String]

  /// A build takes no longer.
  let buildDeadline: Duration

  /// Bytes of a build's output that are kept.
  private static let outputLimit = 8 << 20

  static let buildFolder = ".build"

  /// Reads the package that lies in a work area.
  ///
  /// The layout is the one of this moment: who adds a target or the first tests in another library opens it anew.
  ///
  /// - Parameters:
  ///   - area: the folder with `Package.swift`.
  ///   - toolchain: what builds it.
  ///   - prepared: what fills in the packages that it depends on, if something does, and the files of the area.
  ///   - buildDeadline: after that long a build is ended.
  /// - Throws: `VerificationError` with code `.unreadableProject` for a manifest that does not load, `.notPrepared` when what it
  ///   depends on is not there.
  package static func open(
    in area: WorkArea, toolchain: SwiftToolchain, prepared: (preparation: Preparation, files: any ProjectFiles)? = nil,
    buildDeadline: Duration = .seconds(1800)
  ) async throws -> SwiftPackage {
    guard area.has(try RelativePath("Package.swift")) else {
      throw VerificationError(.unreadableProject, "there is no Package.swift in \(area.path)")
    }
    let manifest = try await say(["dump-package"], in: area, toolchain)
    let fetched = try SwiftPackageDescription.fetchedDependencies(manifest: manifest)
    if !fetched.isEmpty { try await PackageDependencies(names: fetched, source: prepared).fill(area) }
    let text = try await say(["describe", "--type", "json"], in: area, toolchain)
    let description = try SwiftPackageDescription(json: text)
    let layout = layout(of: description, in: area, toolchain)
    return SwiftPackage(
      area: area, layout: layout, toolchain: toolchain, description: description, dependencies: fetched,
      buildDeadline: buildDeadline)
  }

  /// Puts what the package depends on into another copy of it.
  ///
  /// - Parameters:
  ///   - area: the copy.
  ///   - prepared: as for `open`.
  /// - Throws: as `open`.
  package func fill(
    _ area: WorkArea, from prepared: (preparation: Preparation, files: any ProjectFiles)?
  ) async throws {
    guard !dependencies.isEmpty else { return }
    try await PackageDependencies(names: dependencies, source: prepared).fill(area)
  }

  package func build() async throws -> BuildResult {
    let tests = layout.testModules.isEmpty ? [] : ["--build-tests"]
    let words = [toolchain.swift, "build"] + tests + ["--enable-code-coverage"] + Self.options(area)
    let result = try await area.run(
      words, variables: Self.variables, deadline: buildDeadline, outputLimit: Self.outputLimit,
      reading: [toolchain.root])
    let text = result.standardOutput.text + "\n" + result.standardError.text
    var tail = OutputTail.text(result)
    if result.limit != nil { tail += "\nthe build \(result.summary)" }
    return BuildResult(
      isSuccess: result.isSuccess, diagnostics: CompilerDiagnostic.all(in: text, area: area.path), tail: tail,
      duration: result.duration)
  }

  /// The options that keep SwiftPM offline and in the area; the sandbox is around it already.
  package static func options(_ area: WorkArea) -> [String] {
    [
      "--disable-sandbox", "--disable-automatic-resolution", "--scratch-path", "\(area.path)/\(buildFolder)",
      "--cache-path", "\(area.path)/\(buildFolder)/fulcrum-cache",
    ]
  }

  /// What every program gets: a crash must not take seconds to be looked at.
  static let variables = ["SWIFT_BACKTRACE=enable=no"]

  /// What `swift package` says.
  private static func say(_ words: [String], in area: WorkArea, _ toolchain: SwiftToolchain) async throws -> String {
    let result = try await area.run(
      [toolchain.swift, "package"] + options(area) + words, variables: variables, deadline: .seconds(300),
      outputLimit: 2 * SwiftPackageDescription.sizeLimit, reading: [toolchain.root])
    guard result.isSuccess else {
      let errors = CompilerDiagnostic.all(in: result.standardError.text, area: area.path).filter { $0.kind == .error }
      // What has a place is the manifest's fault; the rest only says that there is one.
      let reason = (errors.first { $0.path != nil } ?? errors.first).map { error in
        (error.path.map { "\($0):\(error.line): " } ?? "") + error.message
      }
      throw VerificationError(
        .unreadableProject, "Swift cannot load the package: \(reason ?? OutputTail.text(result)); mend Package.swift")
    }
    return result.standardOutput.text
  }

  private static func layout(of description: SwiftPackageDescription, in area: WorkArea, _ toolchain: SwiftToolchain)
    -> ProjectLayout
  {
    let modules = description.modules.map { module in
      var module = module
      if module.isTest { module.frameworks = SwiftFrameworks.imported(by: module, in: area) }
      return module
    }
    let kinds = Dictionary(grouping: modules) { $0.kind.rawValue }.mapValues(\.count)
    let counts = kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    var reasons = [
      "Package.swift is there, and \(toolchain.swift) describes it: the Swift package \(description.name), "
        + "targets: \(counts)"
    ]
    for module in modules where module.isTest {
      let names = module.frameworks.map { $0 == .xctest ? "XCTest" : "Swift Testing" }.joined(separator: " and ")
      reasons.append("tests in \(module.name): \(names.isEmpty ? "nothing that imports a test library" : names)")
    }
    if !modules.contains(where: \.isTest) { reasons.append("it has no test target") }
    let foreign = modules.filter { !$0.isNative && [.library, .executable].contains($0.kind) }.map(\.name)
    if !foreign.isEmpty {
      reasons.append("not written in Swift, so SwiftPM does not measure them: \(foreign.joined(separator: ", "))")
    }
    return ProjectLayout(kind: .swiftPackage, name: description.name, modules: modules, reasons: reasons)
  }
}
